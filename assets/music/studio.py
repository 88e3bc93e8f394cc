"""Score → MP3: notes to MIDI by mido, MIDI to stems by FluidSynth, stems to a mastered file by numpy and ffmpeg.

Needs `fluidsynth` and the soundfont FluidR3_GM.sf2 (Debian: fluidsynth, fluid-soundfont-gm), and from pip mido,
numpy, scipy, pyloudnorm and imageio-ffmpeg. Nothing here is needed to run atlascast. Positions are in beats, levels
in dB, times in seconds; audio is stereo float64 at 44,100 Hz.
"""

import random
import subprocess
import tempfile
import wave
from itertools import pairwise
from pathlib import Path

import mido
import numpy as np
import pyloudnorm
from imageio_ffmpeg import get_ffmpeg_exe
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d, minimum_filter1d
from scipy.signal import butter, fftconvolve, resample_poly, sosfilt
from score import Part, Piece

Audio = NDArray[np.float64]
RATE = 44_100
TICKS = 960
SOUNDFONT = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")
LUFS, PEAK = -16.0, -2.6
"""Aims; the peak leaves room for what MP3 coding adds, so that the decoded file stays under -2 dBTP."""
FADE_IN = 0.004
WIDTH = 0.6
"""How much of the difference between left and right is kept."""


def render(piece: Piece, path: Path, title: str) -> None:
    """Write the piece as an MP3. A loop is played twice and its second pass kept, so that tails run over the seam."""
    length = _seconds(piece, piece.beats)
    rounds = 2 if not piece.tail else 1
    stems = [_stem(piece, part, rounds, length) for part in piece.parts]
    mixed = _hall(stems, piece.parts)
    if piece.tail:
        mixed = _fade(mixed[: round((length + piece.tail) * RATE)], piece)
        mixed = _level(mixed)
    else:
        mixed = _level(mixed[: round(2 * length * RATE)])[round(length * RATE) :]
    _encode(mixed, path, title, piece.kbits)


def _seconds(piece: Piece, beat: float) -> float:
    """Time of a beat under the tempo changes."""
    total = 0.0
    for (start, speed), (end, _) in pairwise([*piece.tempo, (float("inf"), 0.0)]):
        if beat > start:
            total += (min(beat, end) - start) * 60 / speed
    return total


def _stem(piece: Piece, part: Part, rounds: int, length: float) -> Audio:
    """One part alone, dry, `rounds` times over, at -23 LUFS while it plays (BS.1770 gates its rests away)."""
    with tempfile.TemporaryDirectory() as folder:
        score, sound = Path(folder, "part.mid"), Path(folder, "part.wav")
        _midi(piece, part, rounds).save(score)
        command = ["fluidsynth", "-niq", "-R", "0", "-C", "0", "-g", "0.5", "-r", str(RATE), "-O", "s16", "-T", "wav"]
        subprocess.run([*command, "-F", str(sound), str(SOUNDFONT), str(score)], check=True, capture_output=True)
        with wave.open(str(sound)) as file:
            data = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    samples = data.reshape(-1, 2).astype(np.float64) / 32768
    samples = sosfilt(butter(2, part.low_cut, "highpass", fs=RATE, output="sos"), samples, axis=0)
    whole = np.zeros((round((rounds * length + 6) * RATE), 2))
    whole[: len(samples)] = samples[: len(whole)]
    loudness = pyloudnorm.Meter(RATE).integrated_loudness(whole)
    return whole * 10 ** ((-23 - loudness) / 20)


def _midi(piece: Piece, part: Part, rounds: int) -> mido.MidiFile:
    """The part's events at tick resolution, with the players' small unevenness drawn from the part's name."""
    drums = part.program < 0
    channel = 9 if drums else 0
    breath = part.breath()[0][1]
    events: list[tuple[int, int, mido.Message | mido.MetaMessage]] = [
        (0, 0, mido.Message("program_change", channel=channel, program=0 if drums else part.program)),
        (0, 0, mido.Message("control_change", channel=channel, control=7, value=110)),
        (0, 0, mido.Message("control_change", channel=channel, control=11, value=breath)),
    ]
    for turn in range(rounds):
        shift = turn * piece.beats
        events += [(round((shift + beat) * TICKS), 0, mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(speed)))
                   for beat, speed in piece.tempo]
        events += _swells(part, shift, channel)
        events += _keys(piece, part, shift, channel)
    end = round((rounds * piece.beats + 16) * TICKS)
    events.append((end, 2, mido.Message("control_change", channel=channel, control=11, value=0)))
    track = mido.MidiTrack()
    now = 0
    for tick, _, message in sorted(events, key=lambda event: event[:2]):
        track.append(message.copy(time=tick - now))
        now = tick
    return mido.MidiFile(ticks_per_beat=TICKS, tracks=[track])


def _swells(part: Part, shift: float, channel: int) -> list[tuple[int, int, mido.Message]]:
    found = []
    for (start, low), (end, high) in pairwise(part.breath()):
        for i in range(steps := max(1, round((end - start) * 8))):
            value = round(low + (high - low) * i / steps)
            tick = round((shift + start + (end - start) * i / steps) * TICKS)
            found.append((tick, 0, mido.Message("control_change", channel=channel, control=11, value=value)))
    return found


def _keys(piece: Piece, part: Part, shift: float, channel: int) -> list[tuple[int, int, mido.Message]]:
    player = random.Random(part.name)
    found = []
    for note in part.notes:
        late = player.gauss(0, part.loose) * piece.tempo[0][1] / 60
        velocity = max(1, min(127, round(note.velocity + player.gauss(0, 2.2))))
        start = max(0, round((shift + max(0.0, note.start + late)) * TICKS))
        end = max(start + 1, round((shift + note.start + note.length) * TICKS))
        found.append((start, 2, mido.Message("note_on", channel=channel, note=note.pitch, velocity=velocity)))
        found.append((end, 1, mido.Message("note_off", channel=channel, note=note.pitch, velocity=40)))
    return found


def _hall(stems: list[Audio], parts: list[Part]) -> Audio:
    """Place each stem by pan and level, and add a concert hall's reverberation in proportion to its send."""
    dry, send = np.zeros_like(stems[0]), np.zeros_like(stems[0])
    for stem, part in zip(stems, parts, strict=True):
        angle = (part.pan + 1) * np.pi / 4
        placed = stem * 10 ** (part.level / 20) * np.array([np.cos(angle), np.sin(angle)]) * np.sqrt(2)
        dry += placed * (1 - 0.4 * part.hall)
        send += placed * part.hall
    send = sosfilt(butter(1, 180, "highpass", fs=RATE, output="sos"), send, axis=0)
    room = _room()
    wet = np.stack([fftconvolve(send[:, side], room[:, side])[: len(send)] for side in (0, 1)], axis=1)
    return _tone(dry + wet)


def _tone(audio: Audio) -> Audio:
    """A little less below 110 Hz, a little more above 2.5 kHz, and narrow enough to lose nothing when heard in mono."""
    low = sosfilt(butter(1, 110, "lowpass", fs=RATE, output="sos"), audio, axis=0)
    high = sosfilt(butter(1, 2500, "highpass", fs=RATE, output="sos"), audio, axis=0)
    audio = audio - 0.3 * low + 0.45 * high
    middle = audio.mean(axis=1, keepdims=True)
    return middle + WIDTH * (audio - middle)


def _room() -> Audio:
    """An impulse response of a wooden hall: noise in three bands that die away in 2.1, 1.6 and 0.8 s, after 22 ms.

    Exponential decay to -60 dB in the band's reverberation time (Sabine's definition of it).
    """
    noise = np.random.default_rng(1605).standard_normal((round(2.4 * RATE), 2))
    time = np.arange(len(noise))[:, None] / RATE
    bands = [(butter(2, 500, "lowpass", fs=RATE, output="sos"), 2.1),
             (butter(2, (500, 3000), "bandpass", fs=RATE, output="sos"), 1.6),
             (butter(2, (3000, 9000), "bandpass", fs=RATE, output="sos"), 0.8)]
    body = sum(sosfilt(band, noise, axis=0) * 10 ** (-3 * time / seconds) for band, seconds in bands)
    body = body * np.minimum(1, time / 0.03)
    return np.concatenate([np.zeros((round(0.022 * RATE), 2)), body / np.sqrt(np.sum(body**2, axis=0)) * 1.6])


def _fade(audio: Audio, piece: Piece) -> Audio:
    gain = np.ones(len(audio))
    rise_, fall = max(1, round(FADE_IN * RATE)), round(piece.tail / 2 * RATE)
    gain[:rise_] = np.sin(np.linspace(0, np.pi / 2, rise_)) ** 2
    gain[-fall:] *= np.cos(np.linspace(0, np.pi / 2, fall)) ** 2
    return audio * gain[:, None]


def _level(audio: Audio) -> Audio:
    """To the aimed loudness (ITU-R BS.1770), peaks held under the ceiling by a look-ahead limiter."""
    meter = pyloudnorm.Meter(RATE)
    for _ in range(4):
        audio = audio * 10 ** ((LUFS - meter.integrated_loudness(audio)) / 20)
        audio = _limit(audio)
    return audio


def _limit(audio: Audio) -> Audio:
    """Gain that foresees each peak by 5 ms and lets go within 60 ms; peaks are read at four times the rate."""
    fine = np.abs(resample_poly(audio, 4, 1, axis=0)).max(axis=1)
    peaks = fine[: len(audio) * 4].reshape(-1, 4).max(axis=1)
    need = np.minimum(1.0, 10 ** (PEAK / 20) / np.maximum(peaks, 1e-9))
    hold = minimum_filter1d(need, round(0.06 * RATE))
    gain = np.minimum(gaussian_filter1d(hold, 0.008 * RATE), need)
    return audio * gain[:, None]


def _encode(audio: Audio, path: Path, title: str, kbits: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    dither = np.random.default_rng(7).triangular(-1, 0, 1, audio.shape)
    pcm = np.clip(np.round(audio * 32767 + dither), -32768, 32767).astype("<i2").tobytes()
    command = [get_ffmpeg_exe(), "-v", "error", "-y", "-f", "s16le", "-ar", str(RATE), "-ac", "2", "-i", "-",
               "-c:a", "libmp3lame", "-b:a", f"{kbits}k", "-fflags", "+bitexact", "-flags:a", "+bitexact",
               "-metadata", f"title={title}", "-metadata", "artist=atlascast", "-metadata", "copyright=CC0 1.0",
               str(path)]
    subprocess.run(command, input=pcm, check=True)
