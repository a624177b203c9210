"""The network: MiniLM with a surface feature, word-level heads and pair scorers on one pass."""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from dateline.annotate.labels import DISTANCES, HEADS, RELATION_SIZE, RELATIONS, SENTENCES
from dateline.text.words import FEATURES

HIDDEN, LAYERS, HEADS_OF_ATTENTION, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
PAIR_HIDDEN = 256
"""Width of the layer between the encoder and each side of the pair scorers, as parsers have it before a biaffine."""


class Layer(nn.Module):
    """One BERT layer (post-norm)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        size = HIDDEN // HEADS_OF_ATTENTION
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS_OF_ATTENTION, size).permute(2, 0, 3, 1, 4)
        # no dropout on the attention weights: on a CPU its random numbers cost more than the attention itself
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """The base model with one more embedding: word shape, quotation marks, title."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.features = nn.Embedding(FEATURES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        nn.init.zeros_(self.features.weight)

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """Hidden states [batch, pieces, 384]; `mask` is additive [batch, 1, 1, pieces] or None."""
        at = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.pieces(pieces) + self.positions(at) + self.features(features)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_base(self, folder: Path) -> None:
        """Takes the weights of all-MiniLM-L6-v2 (BertModel names) from `folder`."""
        config = json.loads((folder / "config.json").read_text())
        assert (config["hidden_size"], config["num_hidden_layers"]) == (HIDDEN, LAYERS)
        base = load_file(folder / "model.safetensors")
        token_type = base["embeddings.token_type_embeddings.weight"][0]
        state = {
            "pieces.weight": base["embeddings.word_embeddings.weight"],
            "positions.weight": base["embeddings.position_embeddings.weight"] + token_type,
            "features.weight": torch.zeros(FEATURES, HIDDEN),
            "norm.weight": base["embeddings.LayerNorm.weight"],
            "norm.bias": base["embeddings.LayerNorm.bias"],
        }
        names = {
            "out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
            "down": "output.dense", "norm2": "output.LayerNorm",
        }  # fmt: skip
        for i in range(LAYERS):
            for kind in ("weight", "bias"):
                own = f"encoder.layer.{i}."
                parts = [base[f"{own}attention.self.{p}.{kind}"] for p in ("query", "key", "value")]
                state[f"layers.{i}.qkv.{kind}"] = torch.cat(parts)
                for ours, theirs in names.items():
                    state[f"layers.{i}.{ours}.{kind}"] = base[f"{own}{theirs}.{kind}"]
        self.load_state_dict(state)


class Network(nn.Module):
    """Encoder, word-level heads, and the projections and distance scores of the pair scorers."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.dropout = nn.Dropout(dropout)
        self.words = nn.Linear(HIDDEN, sum(size for _, size in HEADS))
        width = len(RELATIONS) * RELATION_SIZE
        self.asking = nn.Linear(HIDDEN, PAIR_HIDDEN)
        self.answering = nn.Linear(HIDDEN, PAIR_HIDDEN)
        self.query = nn.Linear(PAIR_HIDDEN, width)
        self.key_start = nn.Linear(PAIR_HIDDEN, width)
        self.key_end = nn.Linear(PAIR_HIDDEN, width)
        self.distance = nn.Parameter(torch.zeros(len(RELATIONS), len(DISTANCES) + 1))
        self.sentence = nn.Parameter(torch.zeros(len(RELATIONS), len(SENTENCES) + 1))
        self.constant = nn.Parameter(torch.full((len(RELATIONS),), -3.0))
        for module in (self.query, self.key_start, self.key_end):
            nn.init.normal_(module.weight, std=0.08)

    def forward(
        self, pieces: Tensor, features: Tensor, first: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Word scores, queries, start keys and end keys, each [batch, words, n], from the first piece of each word."""
        hidden = self.encoder(pieces, features, mask)
        index = first.unsqueeze(-1).expand(-1, -1, HIDDEN)
        x = self.dropout(hidden.gather(1, index))
        asking = self.dropout(nn.functional.gelu(self.asking(x)))
        answering = self.dropout(nn.functional.gelu(self.answering(x)))
        return self.words(x), self.query(asking), self.key_start(answering), self.key_end(answering)
