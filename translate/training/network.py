"""The Marian transformer as it is trained: its first weights and its loss."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy
import torch
from torch import nn
from torch.nn import functional

from translate.errors import CheckpointError, InputError
from translate.training.config import Alignment, Model
from translate.training.sampling import Batch
from translate.training.vocabulary import Tokens

if TYPE_CHECKING:
    from transformers import MarianMTModel

# The gain of the matrices that write into the residual stream, as they begin.
_BRANCH = 0.2

# Parts of the names of tensors that are tied to the shared embeddings or computed (the
# positions): a file leaves them out and loading makes them again.
MADE_AGAIN = ("lm_head.", "embed_tokens.", "embed_positions.")

# Added to the score of padding: e to its power is 0, and float16 can hold it.
NEVER = -1e4

# Positions of the loss computed at once. On a processor the (positions, vocabulary) scores
# then stay in its cache instead of going through memory several times; a GPU wants many.
_CHUNK, _GPU_CHUNK = 512, 16384


def new_network(model: Model, frequencies: numpy.ndarray, seed: int) -> MarianMTModel:
    """A Marian network with random weights; end is id 0, padding the last id.

    frequencies: (vocabulary,) how often each piece occurs in the targets, any scale.

    The first weights are those of Vaswani et al. (2017): Xavier for the matrices and
    width^-0.5 for the embeddings, which Marian scales by width^0.5; with two changes
    that keep the encoder from giving every position the same vector in the first steps,
    before the decoder has learnt to look at positions. What each layer adds begins small
    (`_BRANCH`), so that words reach the decoder from the start; and the output bias,
    which stays as it is, holds the pieces' logarithmic frequencies, so that no layer has
    to learn them as a constant. Padding, which is
    also what decoding starts from, keeps a zero embedding and can never be predicted:
    Marian's own decoder and CTranslate2 start from a zero vector.
    """
    from transformers import MarianConfig, MarianMTModel

    vocabulary = len(frequencies)
    pad = vocabulary - 1
    torch.manual_seed(seed)
    configure: Any = MarianConfig  # some of these settings are read from its **kwargs
    network = MarianMTModel(configure(
        vocab_size=vocabulary, decoder_vocab_size=vocabulary, d_model=model.width,
        encoder_layers=model.encoder_layers, decoder_layers=model.decoder_layers,
        encoder_ffn_dim=model.feed_forward, decoder_ffn_dim=model.feed_forward,
        encoder_attention_heads=model.heads, decoder_attention_heads=model.heads,
        activation_function=model.activation, dropout=model.dropout, attention_dropout=0.0, activation_dropout=0.0,
        attn_implementation="eager",  # on CPUs the backward pass of the fused kind is far slower
        scale_embedding=True, static_position_embeddings=True, max_position_embeddings=512,
        share_encoder_decoder_embeddings=True, tie_word_embeddings=True,
        eos_token_id=0, forced_eos_token_id=0, pad_token_id=pad, decoder_start_token_id=pad, bos_token_id=0,
    ))
    for name, module in network.named_modules():
        if isinstance(module, nn.Linear) and module is not network.lm_head:
            nn.init.xavier_uniform_(module.weight, gain=_BRANCH if name.endswith(("out_proj", "fc2")) else 1.0)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
    with torch.no_grad():
        shared = network.model.shared.weight
        shared.normal_(0.0, model.width ** -0.5)
        shared[pad].zero_()
        smoothed = torch.from_numpy(frequencies).double() / float(frequencies.sum()) + 1e-7
        network.final_logits_bias[0] = smoothed.log().float()
        network.final_logits_bias[0, pad] = NEVER
    return network


def take_over(network: MarianMTModel, tokens: Tokens, folder: Path) -> None:
    """Give *network* the weights of the MarianMT model in *folder*, embeddings token by token.

    A token the model lacks keeps its random embedding and its output bias.
    Raises CheckpointError when *folder* is not a model of the same size.
    """
    from transformers import MarianMTModel

    try:
        found = MarianMTModel.from_pretrained(folder, dtype=torch.float32).state_dict()
        theirs = Tokens(folder)
    except (OSError, ValueError, InputError) as error:
        raise CheckpointError(f"{folder}: not a MarianMT folder to begin with: {str(error).splitlines()[0]}") from None
    shared = [(number, theirs.vocabulary[piece]) for piece, number in tokens.vocabulary.items()
              if piece in theirs.vocabulary]
    rows, their_rows = (torch.tensor(numbers) for numbers in zip(*shared))
    own = network.state_dict()
    by_token = {"model.shared.weight": 0, "final_logits_bias": 1}
    with torch.no_grad():
        for name, value in own.items():
            if name in by_token:
                axis = by_token[name]
                value.index_copy_(axis, rows, found[name].index_select(axis, their_rows))
            elif not any(part in name for part in MADE_AGAIN):
                if name not in found or found[name].shape != value.shape:
                    raise CheckpointError(f"{folder}: {name} does not fit the recipe's [model]: give its sizes there")
                value.copy_(found[name])


UNTAUGHT = Alignment()


def batch_loss(
    network: MarianMTModel, batch: Batch, smoothing: float, alignment: Alignment = UNTAUGHT,
) -> tuple[torch.Tensor, int]:
    """The label-smoothed cross-entropy of *batch*, mean over target tokens, and their number.

    With a weight in *alignment* the loss grows by that of the taught head: the negative
    logarithm of the attention it gives to the source pieces that each linked target piece
    translates (Garg et al. 2019), mean over target tokens too.

    Padding counts for nothing. Runs on the device of *network*, in whatever precision
    autocast sets.
    """
    taught = alignment.weight > 0 and len(batch.links) > 0
    found = predictions(network, batch, attention=taught)
    loss = _SmoothedCrossEntropy.apply(found.states, found.weight, found.bias, found.labels, smoothing)
    if taught:
        attention = found.attention[alignment.layer][:, alignment.head].float()
        links = torch.from_numpy(batch.links).to(attention.device)
        loss = loss + alignment.weight * _misplaced(attention, links)
    return loss / len(found.labels), len(found.labels)


class Predictions(NamedTuple):
    """What the next token is predicted from at every real target token of a batch, and that token.

    states: (tokens, width), of the decoder. labels: (tokens,). weight, bias: the output's,
    (vocabulary - 1, width) and (vocabulary - 1,), without padding's: states @ weight.T +
    bias are the scores. attention: to the source, (sentences, heads, target, source) for
    each decoder layer, where asked for.
    """

    states: torch.Tensor
    labels: torch.Tensor
    weight: torch.Tensor
    bias: torch.Tensor
    attention: tuple[torch.Tensor, ...] = ()


def predictions(network: MarianMTModel, batch: Batch, *, attention: bool = False) -> Predictions:
    """Run *network* on *batch*; padding is left out. Without its row it takes no probability and learns nothing."""
    device = network.device
    pad = network.config.pad_token_id
    if pad is None:
        raise CheckpointError("the model's config.json names no pad_token_id: copy the model again")
    source = torch.from_numpy(batch.source).to(device)
    mask = torch.from_numpy(batch.source != pad).to(device)
    target = torch.from_numpy(batch.target).to(device)
    start = target.new_full((len(target), 1), network.config.decoder_start_token_id)
    output = network.model(
        input_ids=source, attention_mask=mask.long(),
        decoder_input_ids=torch.cat([start, target[:, :-1]], dim=1), use_cache=False, output_attentions=attention,
    )
    real = target != pad
    states, labels = output.last_hidden_state[real], target[real]
    weight, bias = network.lm_head.weight[:pad], network.final_logits_bias[0, :pad]
    if pad < len(network.lm_head.weight) - 1:  # some models have it elsewhere than last
        weight = torch.cat([weight, network.lm_head.weight[pad + 1:]])
        bias = torch.cat([bias, network.final_logits_bias[0, pad + 1:]])
        labels = labels - (labels > pad).long()
    return Predictions(states, labels, weight, bias, output.cross_attentions if attention else ())


def _misplaced(attention: torch.Tensor, links: torch.Tensor) -> torch.Tensor:
    """Sum over *links* of the negative logarithm of the attention on the linked source pieces.

    attention: (sentences, target, source), each row 1 in all. links: (n, 4), see `Batch`.
    """
    sentence, piece, first, after = links.unbind(1)
    before = functional.pad(attention.cumsum(dim=2), (1, 0))  # attention on all pieces before
    on_linked = before[sentence, piece, after] - before[sentence, piece, first]
    return -on_linked.clamp(min=1e-4).log().sum()


class _SmoothedCrossEntropy(torch.autograd.Function):
    """Sum of label-smoothed cross-entropies of softmax(states @ weight.T + bias), bias fixed.

    Scores and gradients are computed chunk by chunk in the forward pass, so the whole
    (tokens, vocabulary) matrix never exists.
    """

    @staticmethod
    def forward(
        ctx: Any, states: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor, labels: torch.Tensor,
        smoothing: float,
    ) -> torch.Tensor:
        # Autocast does not reach into a Function: follow the precision it gave the states.
        if torch.is_autocast_enabled(states.device.type):
            kind = torch.get_autocast_dtype(states.device.type)
        else:
            kind = states.dtype
        cast = weight.to(kind)
        size = weight.shape[0]
        chunk = _CHUNK if states.device.type == "cpu" else _GPU_CHUNK
        total = torch.zeros((), dtype=torch.float32, device=states.device)
        state_gradient = torch.empty_like(states)
        weight_gradient = torch.zeros_like(weight, dtype=torch.float32)
        with torch.autocast(states.device.type, enabled=False):
            for first in range(0, len(labels), chunk):
                part = states[first:first + chunk].to(kind)
                label = labels[first:first + chunk, None]
                scores = (part @ cast.t()).float() + bias
                logarithms = functional.log_softmax(scores, dim=-1)
                total -= (1 - smoothing) * logarithms.gather(1, label).sum() + smoothing / size * logarithms.sum()
                gradient = logarithms.exp_().sub_(smoothing / size)
                gradient.scatter_add_(1, label, gradient.new_full(label.shape, smoothing - 1))
                gradient = gradient.to(kind)
                state_gradient[first:first + chunk] = gradient @ cast
                weight_gradient += gradient.t() @ part
        ctx.save_for_backward(state_gradient, weight_gradient.to(weight.dtype))
        return total

    @staticmethod
    def backward(ctx: Any, *upstream: torch.Tensor) -> tuple[torch.Tensor | None, ...]:
        state_gradient, weight_gradient = ctx.saved_tensors
        return state_gradient * upstream[0].to(state_gradient.dtype), weight_gradient * upstream[0], None, None, None
