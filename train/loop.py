"""One training run: batches, losses, optimiser, progress."""

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from dateline.annotate import labels
from train.network import Network
from train.questions import Asked
from train.targets import IGNORE, Example

HEAD_WEIGHT = {"event": 1.5, "first": 0.5, "status": 0.5, "time": 0.5, "filler": 0.4, "sector": 0.5, "quote": 0.5,
               "figure": 0.7, "name": 0.5}  # fmt: skip
RELATION_WEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class Plan:
    """What one run does; all of it goes into the manifest."""

    epochs: int = 12
    batch: int = 4
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    warmup: float = 0.1
    decay: float = 0.01
    dropout: float = 0.1
    seed: int = 17
    optional_weight: float = 0.3


def _collate(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    pieces = max(len(e.window.pieces) for e in batch)
    words = max(len(e.window.first) for e in batch)
    ids = torch.zeros(len(batch), pieces, dtype=torch.long)
    features = torch.zeros(len(batch), pieces, dtype=torch.long)
    first = torch.zeros(len(batch), words, dtype=torch.long)
    mask = torch.full((len(batch), 1, 1, pieces), -1e4)
    for row, example in enumerate(batch):
        n, w = len(example.window.pieces), len(example.window.first)
        ids[row, :n] = torch.from_numpy(example.window.pieces)
        features[row, :n] = torch.from_numpy(example.window.features)
        first[row, :w] = torch.from_numpy(example.window.first)
        mask[row, 0, 0, :n] = 0.0
    return ids, features, first, mask


def _head_losses(example: Example, scores: Tensor) -> Tensor:
    """Weighted cross-entropy of the word-level heads of one window."""
    total = scores.new_zeros(())
    slices = labels.head_slices()
    for name, _ in labels.HEADS:
        target = torch.from_numpy(example.tags[name])
        if (target != IGNORE).any():
            loss = nn.functional.cross_entropy(scores[:, slices[name]], target, ignore_index=IGNORE, reduction="none")
            if name == "event":
                loss = loss * torch.from_numpy(example.event_weight)
            total = total + HEAD_WEIGHT[name] * loss.sum()
    return total


def _distances(network: Network, relation: int, asked: Asked) -> Tensor:
    """Distance, sentence and constant scores [queries, words]."""
    return (
        network.distance[relation][asked.distance]
        + network.sentence[relation][asked.sentence]
        + network.constant[relation]
    )


def _separation(scores: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Loss of each question: its right words belong above 0 and the others below it, the highest of them most of all.

    Many easy wrong words so weigh no more than the few hard ones; 0 stays the balance point of yes and no
    (Su et al. 2022, "ZLPR: A Novel Loss for Multi-label Classification").
    """
    zero = scores.new_zeros(len(scores), 1)
    wrong = scores.masked_fill((target > 0) | (weight == 0), -1e4)
    right = (-scores).masked_fill(target == 0, -1e4)
    return torch.cat([zero, wrong], 1).logsumexp(1) + torch.cat([zero, right], 1).logsumexp(1)


def _relation_loss(network: Network, relation: int, asked: Asked, projected: tuple[Tensor, Tensor, Tensor]) -> Tensor:
    """Summed loss of all questions of one relation in one window."""
    part = slice(relation * labels.RELATION_SIZE, (relation + 1) * labels.RELATION_SIZE)
    queries, starts, ends = (p[:, part] for p in projected)
    question = (queries[asked.anchor[:, 0]] + queries[asked.anchor[:, 1]]) / (2 * math.sqrt(labels.RELATION_SIZE))
    base = _distances(network, relation, asked)
    sides = (question @ starts.T + base, question @ ends.T + base)
    if asked.choice is None:
        total = question.new_zeros(())
        for scores, target, weight in zip(sides, asked.target, asked.weight, strict=True):
            total = total + (_separation(scores, target, weight) * asked.importance).sum()
        return total * RELATION_WEIGHT / 2
    # Negative log of the share of the right choices among all choices and "none" (score 0).
    chosen = 0.5 * (sides[0].gather(1, asked.choice[..., 0]) + sides[1].gather(1, asked.choice[..., 1]))
    everything = torch.cat([chosen.new_zeros(len(chosen), 1), chosen.masked_fill(~asked.valid, -1e4)], 1)
    right = everything.masked_fill(~asked.right, -1e4)
    return ((everything.logsumexp(1) - right.logsumexp(1)) * asked.importance).sum()


def batch_loss(network: Network, batch: Sequence[Example], autocast: bool) -> Tensor:
    """Mean loss per window."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=autocast):
        words, queries, starts, ends = network(*_collate(batch))
    total = words.new_zeros((), dtype=torch.float32)
    for row, example in enumerate(batch):
        n = len(example.window.first)
        loss = _head_losses(example, words[row, :n].float())
        projected = (queries[row, :n].float(), starts[row, :n].float(), ends[row, :n].float())
        for relation, asked in example.asked().items():
            loss = loss + _relation_loss(network, relation, asked, projected)
        total = total + example.weight * loss / 10.0
    return total / len(batch)


def _groups(network: Network, plan: Plan) -> list[dict[str, object]]:
    encoder = [p for n, p in network.named_parameters() if n.startswith("encoder.") and "features" not in n]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.") or "features" in n]
    return [
        {"params": encoder, "lr": plan.encoder_rate, "weight_decay": plan.decay},
        {"params": heads, "lr": plan.head_rate, "weight_decay": plan.decay},
    ]


def _batches(examples: list[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Random batches of windows of like length."""
    order = examples[:]
    rng.shuffle(order)
    chunks = [order[i : i + size * 8] for i in range(0, len(order), size * 8)]
    batches = []
    for chunk in chunks:
        chunk.sort(key=lambda e: len(e.window.pieces))
        batches += [chunk[i : i + size] for i in range(0, len(chunk), size)]
    rng.shuffle(batches)
    return batches


def train(
    network: Network,
    epoch_examples: Callable[[int], list[Example]],
    plan: Plan,
    report: Callable[[int, float, float], None],
    autocast: bool = False,
) -> None:
    """Trains in place; `report(epoch, mean loss, seconds)` is called after each epoch."""
    rng = random.Random(plan.seed)  # noqa: S311 -- shuffles batches
    torch.manual_seed(plan.seed)
    optimiser = torch.optim.AdamW(_groups(network, plan), fused=True)
    steps = sum(math.ceil(len(epoch_examples(e)) / plan.batch) for e in range(plan.epochs))
    warm = max(1, int(steps * plan.warmup))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / max(1, steps - warm)))
    )
    network.train()
    for epoch in range(plan.epochs):
        begun = time.monotonic()
        losses = []
        for batch in _batches(epoch_examples(epoch), plan.batch, rng):
            optimiser.zero_grad(set_to_none=True)
            loss = batch_loss(network, batch, autocast)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        report(epoch, sum(losses) / max(1, len(losses)), time.monotonic() - begun)
    network.eval()
