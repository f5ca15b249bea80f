"""A bitext of our own, small enough to learn by heart, and a recipe that does."""

from __future__ import annotations

from pathlib import Path

SUBJECTS = [
    ("Le maire", "The mayor", "Мэр"),
    ("La médecin", "The doctor", "Врач"),
    ("Mon voisin", "My neighbour", "Мой сосед"),
    ("Notre institutrice", "Our schoolteacher", "Наша учительница"),
    ("Le vieux pêcheur", "The old fisherman", "Старый рыбак"),
]
ACTIONS = [
    ("répare le pont", "repairs the bridge", "чинит мост"),
    ("attend la pluie", "waits for the rain", "ждёт дождя"),
    ("vend du poisson", "sells fish", "продаёт рыбу"),
    ("écrit une lettre", "writes a letter", "пишет письмо"),
]
ENGLISH = [(f"{who[0]} {what[0]}.", f"{who[1]} {what[1]}.") for who in SUBJECTS for what in ACTIONS]
RUSSIAN = [(f"{who[0]} {what[0]}.", f"{who[2]} {what[2]}.") for who in SUBJECTS for what in ACTIONS]
HELD_OUT = ["Personne ne connaît cette phrase-là.", "Nobody knows this sentence."]

RECIPE = """
name = "by-heart"
version = "1"
licence = "Apache-2.0"
seed = 7
samples = ["Le maire vend du poisson."]

[data]
pairs = ["fr-en", "fr-ru"]
max_tokens = 60

[data.share]
en = 0.5
ru = 0.5

[vocabulary]
size = 500
sentences = 1000

[model]
encoder_layers = 2
decoder_layers = 1
width = 64
feed_forward = 128
heads = 4

[training]
batch_tokens = 400
max_steps = 6
learning_rate = 5e-3
warmup_steps = 4
label_smoothing = 0.0
ema = 0.9
precision = "fp32"
optimizer = "adam"

[[source]]
name = "village"
licence = "Apache-2.0"
origin = "written for these tests"
"""


def write_bitext(path: Path, pairs: list[tuple[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{source}\t{target}\n" for source, target in pairs), encoding="utf-8")
