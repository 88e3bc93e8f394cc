"""System voices: nothing is lost, nothing is damaged, nothing is silent about it."""

import hashlib
import subprocess
import sys
import wave
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from atlascast import config
from atlascast.errors import UserError, VoiceError
from atlascast.models import Sound
from atlascast.narrate import system
from atlascast.narrate.system import SystemVoice
from atlascast.pace import seconds as seconds_for

TEXTS = [
    f"{who} sent {what} to the {where} on {day}, {end}"
    for who in ("Nobody", "The two governments", "A spokesman for the ministry")
    for what, where in (("five ships", "southern port"), ("no troops", "disputed valley"))
    for day in ("Monday", "Thursday")
    for end in ("and left.", "officials said, but gave no further detail of the plan.")
]


def length(path: Path) -> float:
    with wave.open(str(path)) as file:
        return file.getnframes() / file.getframerate()


@pytest.mark.slow
def test_two_hundred_chunks_come_out_whole_and_alike(tmp_path: Path) -> None:
    voice = SystemVoice(config.Voice(engine="pyttsx3"), tmp_path)

    def said(index: int) -> tuple[str, str, float]:
        text, path = TEXTS[index % len(TEXTS)], tmp_path / f"{index}.wav"
        voice.speak(text, (), path)
        return text, hashlib.sha256(path.read_bytes()).hexdigest(), length(path)

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(said, range(200)))
    assert len({(text, digest) for text, digest, _ in found}) == len(TEXTS), "a text always has the same samples"
    for text, _, seconds in found:
        assert seconds == pytest.approx(seconds_for(text), rel=0.35), text


def test_rate_pitch_and_variant_are_heard(tmp_path: Path) -> None:
    def seconds(**options: float | str) -> float:
        SystemVoice(config.Voice(engine="pyttsx3", **options), tmp_path).speak(TEXTS[0], (), tmp_path / "o.wav")
        return length(tmp_path / "o.wav")

    plain = seconds()
    assert seconds(rate=1.5) == pytest.approx(plain / 1.5, rel=0.15)
    assert seconds(pitch=3) == pytest.approx(plain, rel=0.1)
    seconds(model="en-gb+f3")


def test_a_long_text_is_said_in_pieces_with_a_word_for_every_token(tmp_path: Path) -> None:
    text = "It left. " + ", ".join(f"Ship number {n}" for n in range(90)) + "."
    assert next(text[slice(*chunk)] for chunk in system._chunks(text)) == "It left."
    assert max(end - start for start, end in system._chunks(text)) <= 1000
    words, estimated = SystemVoice(config.Voice(engine="pyttsx3"), tmp_path).speak(text, (), tmp_path / "o.wav")
    assert estimated
    assert [word.text for word in words] == text.split()
    times = [time for word in words for time in (word.start, word.end)]
    assert times == sorted(times) and times[-1] < length(tmp_path / "o.wav")


def test_a_respelling_takes_the_names_place() -> None:
    text = "Nguyen left. So did Nguyen."
    sounds = (Sound(0, 6, "", "win"), Sound(20, 26, "", "win"))
    assert [system._respelled(chunk, text, sounds) for chunk in system._chunks(text)] == ["win left.", "So did win."]


@pytest.mark.parametrize(("report", "told"), [
    ({"rate": 200}, "200 words a minute"),
    ({"voice": "gmw/en"}, "instead of gmw/en-US"),
    ({"delivered": 9}, "of 9 samples"),
    ({"announced": 3}, "stopped after 'One'"),
    ({"raised": "broken"}, "broken"),
    ("no sound card", "no sound card"),
    ({}, "no file"),
])
def test_what_came_out_wrong_is_said_again_and_then_reported(
    report: dict[str, object] | str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def damaged(order: dict[str, object]) -> dict[str, object] | str:
        tries.append(order)
        if report:
            with wave.open(str(order["out"]), "wb") as file:
                file.setparams((1, 2, 22050, 0, "NONE", ""))
                file.writeframes(b"\x00\x10\x00\xf0" * 22050)
        whole = {"rate": 175, "voice": "gmw/en-us", "delivered": 44100, "announced": 30, "raised": ""}
        return report if isinstance(report, str) else whole | report

    monkeypatch.setattr(system, "_reported", damaged)
    with pytest.raises(VoiceError) as caught:
        SystemVoice(config.Voice(engine="pyttsx3"), tmp_path).speak("One ship left the port.", (), tmp_path / "o.wav")
    assert told in caught.value.message
    assert len(tries) == 4


def test_an_unknown_voice_is_named_before_anything_is_said(tmp_path: Path) -> None:
    for name in ("klingonese", "en-us+nobody"):
        with pytest.raises(UserError, match=r"klingonese|nobody"):
            SystemVoice(config.Voice(engine="pyttsx3", model=name), tmp_path)


def test_the_espeak_that_came_by_pip_is_used_whatever_the_system_has(tmp_path: Path) -> None:
    code = """if True:
        import os, runpy, sys
        chunk = runpy.run_path(sys.argv[1])
        chunk["say"]({"text": "One.", "voice": "en-us", "rate": 175, "out": sys.argv[2]})
        maps = open("/proc/self/maps").read().splitlines()
        sys.stdout.write(" ".join({line.split()[-1] for line in maps if "espeak" in line and ".so" in line}))
        sys.stdout.flush()
        os._exit(0)
    """
    script = Path(system.__file__).with_name("chunk.py")
    done = subprocess.run([sys.executable, "-c", code, str(script), str(tmp_path / "o.wav")],
                          capture_output=True, text=True, check=True)
    assert done.stdout.count(".so") >= 1 and "/usr/lib" not in done.stdout
    assert "espeakng_loader" in done.stdout
