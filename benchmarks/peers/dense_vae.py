"""Mult-VAE and H+Vamp (Gated) in PyTorch the way a research repository has them: dense rows, every pseudo-input
through the encoder, the densities of a batch x K x latent tensor, autograd, Adam on normalised gradients.

Usage: dense_vae.py OPTIONS, where OPTIONS is a JSON object:
  model            "Mult-VAE" or "H+Vamp (Gated)"
  hidden, latent, pseudoInputs, batch, threads, flushDenormals
  device                            "cuda" for steps on a GPU, the processor by default
  items, perUser, warmUp, repeats   to time training steps on random rows: prints {"steps": milliseconds}, or
  folder, items, epochs             to train on the arrays that are there: prints {"epochs": seconds, "ndcg": the last}
"""

import json
import math
import os
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


class Unit(nn.Module):
    def __init__(self, inputs, outputs, gated):
        super().__init__()
        self.value = nn.Linear(inputs, outputs)
        self.gate = nn.Linear(inputs, outputs) if gated else None
        for part in self.children():
            nn.init.normal_(part.weight, 0, math.sqrt(2 / inputs))

    def forward(self, x):
        if self.gate is None:
            return torch.tanh(self.value(x))
        return self.value(x) * torch.sigmoid(self.gate(x))


class Heads(nn.Module):
    def __init__(self, hidden, latent):
        super().__init__()
        self.mean = nn.Linear(hidden, latent)
        self.log_variance = nn.Linear(hidden, latent)
        for part in self.children():
            nn.init.normal_(part.weight, 0, math.sqrt(2 / hidden))

    def forward(self, h):
        return self.mean(h), F.hardtanh(self.log_variance(h), -12, 4)


def sample(mean, log_variance):
    return mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)


def log_normal(z, mean, log_variance):
    return -0.5 * (math.log(2 * math.pi) + log_variance + (z - mean) ** 2 / torch.exp(log_variance)).sum(-1)


class MultVAE(nn.Module):
    def __init__(self, items, hidden, latent, **_):
        super().__init__()
        self.encoder = nn.Sequential(Unit(items, hidden, False), Heads(hidden, latent))
        self.decoder = nn.Sequential(Unit(latent, hidden, False), nn.Linear(hidden, items))

    def forward(self, x):
        h = F.dropout(F.normalize(x), 0.5, self.training)
        mean, log_variance = self.encoder(h)
        z = sample(mean, log_variance) if self.training else mean
        zero = torch.zeros_like(z)
        return self.decoder(z), log_normal(z, mean, log_variance) - log_normal(z, zero, zero)


class HVampGated(nn.Module):
    def __init__(self, items, hidden, latent, pseudoInputs, **_):
        super().__init__()
        def unit(inputs):
            return Unit(inputs, hidden, True)

        self.q_z2 = nn.Sequential(unit(items), unit(hidden), Heads(hidden, latent))
        self.q_z1_x = unit(items)
        self.q_z1_z2 = unit(latent)
        self.q_z1 = nn.Sequential(unit(2 * hidden), Heads(hidden, latent))
        self.p_z1 = nn.Sequential(unit(latent), unit(hidden), Heads(hidden, latent))
        self.p_x_z1 = unit(latent)
        self.p_x_z2 = unit(latent)
        self.p_x = nn.Sequential(unit(2 * hidden), nn.Linear(hidden, items))
        self.pseudo_inputs = nn.Parameter(torch.empty(pseudoInputs, items).normal_(0.05, 0.01))

    def log_prior(self, z):
        u = F.dropout(F.hardtanh(self.pseudo_inputs, 0, 1), 0.5, self.training)
        mean, log_variance = self.q_z2(u)
        each = log_normal(z.unsqueeze(1), mean.unsqueeze(0), log_variance.unsqueeze(0))
        return torch.logsumexp(each, 1) - math.log(len(u))

    def forward(self, x):
        normalized = F.normalize(x)
        upper = self.q_z2(F.dropout(normalized, 0.5, self.training))
        z2 = sample(*upper) if self.training else upper[0]
        branch = self.q_z1_x(F.dropout(normalized, 0.5, self.training))
        lower = self.q_z1(torch.cat([branch, self.q_z1_z2(z2)], 1))
        z1 = sample(*lower) if self.training else lower[0]
        logits = self.p_x(torch.cat([self.p_x_z1(z1), self.p_x_z2(z2)], 1))
        if not self.training:
            return logits, None
        kl = log_normal(z1, *lower) - log_normal(z1, *self.p_z1(z2)) + log_normal(z2, *upper) - self.log_prior(z2)
        return logits, kl


MODELS = {"Mult-VAE": MultVAE, "H+Vamp (Gated)": HVampGated}


def dense(offsets, columns, users, items):
    rows = np.zeros((len(users), items), dtype=np.float32)
    for row, user in enumerate(users):
        rows[row, columns[offsets[user] : offsets[user + 1]]] = 1
    return torch.from_numpy(rows)


def train_step(model, optimizer, x, beta=0.3):
    optimizer.zero_grad()
    logits, kl = model(x)
    loss = (-(x * F.log_softmax(logits, 1)).sum(1) + beta * kl).mean()
    loss.backward()
    for parameter in model.parameters():
        parameter.grad /= parameter.grad.norm() + 1e-7
    optimizer.step()
    return loss.item()


def time_steps(model, optimizer, options, noise):
    items, batch, count = options["items"], options["batch"], options["perUser"]
    device = options.get("device", "cpu")
    offsets = np.arange(batch + 1) * count
    popularity = np.arange(1, items + 1) ** (-2 / 3)
    popularity /= popularity.sum()
    times = []
    for _ in range(options["warmUp"] + options["repeats"]):
        columns = np.concatenate([noise.choice(items, count, replace=False, p=popularity) for _ in range(batch)])
        began = time.perf_counter()
        train_step(model, optimizer, dense(offsets, columns, range(batch), items).to(device))
        times.append(1000 * (time.perf_counter() - began))
    return {"steps": times[options["warmUp"] :]}


def evaluate(model, fold_in, held_out, items, batch):
    model.eval()
    discounts = 1 / torch.log2(torch.arange(100) + 2.0)
    scores = []
    users = len(fold_in[0]) - 1
    with torch.no_grad():
        for start in range(0, users, batch):
            rows = range(start, min(start + batch, users))
            x, held = dense(*fold_in, rows, items), dense(*held_out, rows, items)
            logits = model(x)[0]
            logits[x > 0] = -math.inf
            gain = (held.gather(1, logits.topk(100).indices) * discounts).sum(1)
            counts = held.sum(1)
            ideal = discounts.cumsum(0)[counts.clamp(1, 100).long() - 1]
            scores.append((gain / ideal)[counts > 0])
    model.train()
    return torch.cat(scores).mean().item()


def train(model, optimizer, options, noise):
    def read(name):
        at = os.path.join(options["folder"], name)
        return tuple(np.fromfile(at + part, dtype=np.int32) for part in (".offsets", ".items"))

    rows, fold_in, held_out = read("train"), read("foldIn"), read("heldOut")
    items, batch = options["items"], options["batch"]
    users = len(rows[0]) - 1
    times, ndcg = [], None
    for epoch in range(1, options["epochs"] + 1):
        began = time.perf_counter()
        order = noise.permutation(users)
        for start in range(0, users, batch):
            x = dense(*rows, order[start : start + batch], items)
            train_step(model, optimizer, x, 0.3 * min(1, epoch / 100))
        ndcg = evaluate(model, fold_in, held_out, items, batch)
        times.append(time.perf_counter() - began)
    return {"epochs": times, "ndcg": ndcg}


def main():
    options = json.loads(sys.argv[1])
    torch.set_num_threads(options["threads"])
    np.finfo(float)  # looked up once: NumPy would complain that subnormal numbers are zero
    torch.manual_seed(1)
    if options["flushDenormals"] and not torch.set_flush_denormal(True):
        sys.exit("dense_vae.py: this processor cannot flush denormals")
    noise = np.random.default_rng(1)
    model = MODELS[options["model"]](**options).to(options.get("device", "cpu"))
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-4)
    measure = train if "folder" in options else time_steps
    print(json.dumps({"torch": torch.__version__, **measure(model, optimizer, options, noise)}))


main()
