"""Training learns, can be stopped and continued without a trace, and exports what it trained."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import torch
from village import ENGLISH, RUSSIAN, write_bitext

from translate.dev_sets import DevSet
from translate.errors import CheckpointError, InputError
from translate.normalise import normalise
from translate.training.config import Recipe, Source, load_recipe
from translate.training.network import batch_loss
from translate.training.prepare import prepare
from translate.training.sampling import Batch
from translate.training.schedule import Schedule
from translate.training.trainer import Trainer, load_state
from translate.training.validation import greedy, validate


@pytest.fixture
def recipe(village: Path) -> Recipe:
    """The recipe, its data prepared; on one thread, so that sums are in one order."""
    torch.set_num_threads(1)
    recipe = load_recipe(village / "recipe.toml")
    prepare(recipe, [village / "bitext"], [village / "dev"], village / "prepared")
    return recipe


def with_training(recipe: Recipe, **changes: object) -> Recipe:
    return dataclasses.replace(recipe, training=dataclasses.replace(recipe.training, **changes))


@pytest.mark.parametrize("optimizer", ["adam", "muon"])
def test_a_run_stopped_and_resumed_gives_bit_identical_weights(village, recipe, optimizer):
    recipe = with_training(recipe, optimizer=optimizer, max_steps=8)
    recipe = dataclasses.replace(recipe, model=dataclasses.replace(recipe.model, dropout=0.1))
    straight = Trainer(recipe, village / "prepared", village / "straight")
    straight.run()

    stopped = Trainer(recipe, village / "prepared", village / "stopped")

    def interrupt(report):
        stopped.stop = report["step"] == 3

    assert not stopped.run(on_step=interrupt)
    resumed = Trainer(recipe, village / "prepared", village / "stopped", resume=True)
    assert resumed.schedule.step == 3
    assert resumed.run()

    one, other = load_state(village / "straight"), load_state(village / "stopped")
    assert one["step"] == other["step"] == 8
    assert one["target_tokens"] == other["target_tokens"]
    for name, value in one["network"].items():
        assert torch.equal(value, other["network"][name]), name
    assert all(torch.equal(a, b) for a, b in zip(one["average"], other["average"]))


def test_a_crash_loses_only_what_came_after_the_last_save(village, recipe):
    """What a kill leaves: the file of the last save, and steps nobody will ever see."""
    recipe = with_training(recipe, max_steps=8)
    straight = Trainer(recipe, village / "prepared", village / "straight")
    straight.run()
    killed = Trainer(recipe, village / "prepared", village / "killed")
    killed.network.train()
    for _ in range(3):
        killed.step()
    killed.save()
    for _ in range(2):
        killed.step()
    Trainer(recipe, village / "prepared", village / "killed", resume=True).run()
    one, other = load_state(village / "straight"), load_state(village / "killed")
    assert all(torch.equal(value, other["network"][name]) for name, value in one["network"].items())


def test_a_small_model_learns_forty_sentences_by_heart(village, recipe):
    recipe = with_training(recipe, optimizer="muon", max_steps=250, learning_rate=2e-3, muon_rate=1e-2, vector_rate=1.0)
    trainer = Trainer(recipe, village / "prepared", village / "run")
    trainer.run()
    tokens, network = trainer.tokens, trainer.network.eval()
    with trainer.averaged():
        for pairs, target in ((ENGLISH, "en"), (RUSSIAN, "ru")):
            output = greedy(network, tokens, [tokens.source(normalise(source), target) for source, _ in pairs], 60)
            right = sum(given == wanted for given, (_, wanted) in zip(output, pairs))
            assert right >= 15, output


def test_the_loss_is_pytorch_s_own_label_smoothed_cross_entropy(village, recipe):
    trainer = Trainer(recipe, village / "prepared", village / "run")
    network, pad = trainer.network, trainer.tokens.pad
    batch = trainer.sampler.next()
    loss, count = batch_loss(network, batch, 0.1)
    loss.backward()
    learnt = [parameter for parameter in network.parameters() if parameter.grad is not None]
    ours = [parameter.grad.clone() for parameter in learnt]
    network.zero_grad()

    source, target = torch.from_numpy(batch.source), torch.from_numpy(batch.target)
    start = torch.full((len(target), 1), pad)
    scores = network(
        input_ids=source, attention_mask=(source != pad).long(),
        decoder_input_ids=torch.cat([start, target[:, :-1]], 1),
    ).logits[..., :pad]
    theirs = torch.nn.functional.cross_entropy(scores[target != pad], target[target != pad], label_smoothing=0.1)
    theirs.backward()
    assert count == int((target != pad).sum())
    assert loss.item() == pytest.approx(theirs.item(), rel=1e-5)
    for mine, parameter in zip(ours, learnt):
        assert torch.allclose(mine, parameter.grad, atol=1e-6)


def test_a_batch_shared_by_workers_gives_the_gradient_of_the_whole(village, recipe):
    batch, gradients = None, []
    for workers in (1, 3):
        trainer = Trainer(recipe, village / "prepared", village / f"run{workers}", workers=workers)
        batch = batch or trainer.sampler.next()
        loss, count = trainer.workers.gradients(batch, 0.1)
        gradients.append([loss, count, *(p.grad for p in trainer.network.parameters() if p.grad is not None)])
    assert gradients[0][:2] == pytest.approx(gradients[1][:2])
    assert all(torch.allclose(one, other, atol=1e-6) for one, other in zip(gradients[0][2:], gradients[1][2:]))
    trainer.step()
    twin = trainer.workers.networks[2]
    assert all(torch.equal(one, other) for one, other in zip(trainer.network.parameters(), twin.parameters()))


def test_padding_changes_nothing_and_is_never_predicted(village, recipe):
    trainer = Trainer(recipe, village / "prepared", village / "run")
    for _ in range(3):
        trainer.step()
    network, tokens = trainer.network.eval(), trainer.tokens
    batch = trainer.sampler.next()
    wider = Batch(*(
        torch.nn.functional.pad(torch.from_numpy(side), (0, 7), value=tokens.pad).numpy()
        for side in (batch.source, batch.target)
    ))
    with torch.no_grad():
        losses = [batch_loss(network, either, 0.1)[0].item() for either in (batch, wider)]
    assert losses[1] == pytest.approx(losses[0], rel=1e-5)
    assert network.model.shared.weight[tokens.pad].abs().max() == 0
    assert network.final_logits_bias[0, tokens.pad] < -1000


def test_every_sentence_is_drawn_once_before_any_is_drawn_again(village, recipe):
    sampler = Trainer(recipe, village / "prepared", village / "run").sampler
    drawn: dict[tuple[int, ...], int] = {}
    while (batch := sampler.next()) and sampler.state()["block"] < 2:
        for sentence in batch.source:
            key = tuple(number for number in sentence if number != sampler.pad)
            drawn[key] = drawn.get(key, 0) + 1
    assert len(drawn) == len(ENGLISH) + len(RUSSIAN)
    for bitext in sampler.packed:
        token = bitext.source_ids[0]
        counts = [count for key, count in drawn.items() if key[0] == token]
        assert max(counts) - min(counts) <= 1


def test_languages_get_their_share_and_batches_keep_their_size(village, recipe):
    recipe = dataclasses.replace(recipe, data=dataclasses.replace(recipe.data, share={"en": 0.75, "ru": 0.25}))
    trainer = Trainer(recipe, village / "prepared", village / "run")
    sampler, english = trainer.sampler, trainer.tokens.vocabulary[">>eng<<"]
    tokens = {True: 0, False: 0}
    while sampler.state()["block"] < 4:
        batch = sampler.next()
        assert max(batch.source.size, batch.target.size) <= recipe.training.batch_tokens
        for source, target in zip(batch.source, batch.target):
            tokens[source[0] == english] += int((target != sampler.pad).sum())
    assert tokens[True] / sum(tokens.values()) == pytest.approx(0.75, abs=0.02)


def test_the_rate_warms_up_and_falls_to_the_deadline_wherever_it_is_moved(recipe):
    now = [1000.0]
    training = dataclasses.replace(recipe.training, max_steps=0, max_hours=1.0, warmup_steps=10, final_rate=0.1)
    schedule = Schedule(training, clock=lambda: now[0])
    assert schedule.rate() == pytest.approx(0.1)
    schedule.step = 10
    now[0] += 1800
    assert schedule.progress() == pytest.approx(0.5)
    assert schedule.rate() == pytest.approx(0.55)
    # Continued later with half an hour more than planned: half of the new whole is done.
    moved = Schedule(training, step=10, elapsed=1800, deadline=now[0] + 600 + 1800, clock=lambda: now[0])
    now[0] += 600
    assert moved.progress() == pytest.approx(2400 / 4200)
    now[0] += 1800
    assert moved.progress() == 1.0
    assert moved.rate() == pytest.approx(0.1)


def test_validation_reports_each_set_and_the_mean_over_languages(village, recipe):
    trainer = Trainer(recipe, village / "prepared", village / "run")
    sets = [
        DevSet("village", "fr", code, [source for source, _ in pairs[:5]], [target for _, target in pairs[:5]])
        for code, pairs in (("en", ENGLISH), ("ru", RUSSIAN))
    ]
    seen = []
    trainer.run(on_step=lambda report: seen.append(report["step"]),
                validate=lambda current: validate(current.network, current.tokens, sets, 60))
    assert seen == list(range(1, 7))
    logged = (village / "run" / "log.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(logged) == 1
    assert '"village.fr-ru"' in logged[0]
    assert '"dev_chrf"' in logged[0]


def test_a_run_goes_on_with_bitext_that_came_later_but_not_without_what_it_had(village, recipe):
    recipe = with_training(recipe, max_steps=8)
    short = Trainer(recipe, village / "prepared", village / "run")
    short.run(on_step=lambda report: setattr(short, "stop", report["step"] == 2))
    before = short.sampler.passes()

    write_bitext(village / "bitext" / "street.fr-ru.tsv", [
        ("La boulangerie ferme à midi.", "Пекарня закрывается в полдень."),
        ("Nos voisins ont acheté un âne gris.", "Наши соседи купили серого осла."),
    ])
    more = dataclasses.replace(recipe, source=(*recipe.source, Source("street", weight=5.0)))
    prepare(more, [village / "bitext"], [village / "dev"], village / "more", vocabulary=village / "prepared")
    longer = Trainer(more, village / "more", village / "run", resume=True)
    assert longer.schedule.step == 2
    assert {name: longer.sampler.passes()[name] for name in before} == before
    street = next(bitext for bitext in longer.sampler.packed if bitext.name == "street")
    bakery = street.source_ids[:street.source_starts[1]].tolist()
    drawn = [row[:len(bakery)].tolist() for _ in range(20) for row in longer.sampler.next().source]
    assert bakery in drawn
    assert longer.run()

    with pytest.raises(InputError, match=r"lacks street\.fr-ru, with which this run began"):
        Trainer(recipe, village / "prepared", village / "run", resume=True)


def test_runs_are_not_mixed_up(village, recipe):
    Trainer(recipe, village / "prepared", village / "run").run()
    with pytest.raises(InputError, match="already holds a run: continue it with --resume"):
        Trainer(recipe, village / "prepared", village / "run")
    wider = dataclasses.replace(recipe, model=dataclasses.replace(recipe.model, width=32))
    with pytest.raises(InputError, match="made with another recipe"):
        Trainer(wider, village / "prepared", village / "run", resume=True)
    (village / "run" / "state.pt").write_bytes(b"not a saved run")
    with pytest.raises(CheckpointError, match=r"state\.pt is damaged"):
        Trainer(recipe, village / "prepared", village / "run", resume=True)
