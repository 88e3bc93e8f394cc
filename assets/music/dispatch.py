"""The theme of the sample show: D minor, 104 beats a minute; horns over strings that press on in 3 + 3 + 2.

Every piece grows from one figure, D-E-A, a step and a rising fourth: the horns open with it, the sting plays it alone,
the sponsor's sound turns it to F major. The bed keeps its pulse and harmony and leaves the tune out, because a tune
would compete with the voice.
"""

from studio import Note, Part, Piece, arch, chord, pitch, pulse, rise, tune

BEAT = 104.0
DRIVE = "9356247395468274"
"""Accents of sixteen semiquavers, heaviest on 1, 7 and 13 (3 + 3 + 2 quavers), with no two alike in a row."""
PATTERNS = {
    "Dm": "D3 A3 D4 A3 D3 A3 D4 E4 A3 D4 A3 D3 A3 D4 E4 D4",
    "Bb": "Bb2 F3 D4 F3 Bb2 F3 D4 C4 F3 D4 F3 Bb2 F3 D4 C4 D4",
    "C": "C3 G3 E4 G3 C3 G3 E4 D4 G3 E4 G3 C3 G3 E4 D4 E4",
    "F": "A2 F3 C4 F3 A2 F3 C4 D4 F3 C4 F3 A2 F3 C4 A3 C4",
    "Gm": "G2 D3 Bb3 D3 G2 D3 Bb3 A3 D3 Bb3 D3 G2 D3 Bb3 A3 Bb3",
    "A": "A2 E3 A3 E3 A2 E3 D4 E3 A3 E3 A2 E3 A3 D4 E3 D4",
    "G": "D3 G3 B3 G3 D3 G3 B3 D4 G3 B3 G3 D3 G3 B3 D4 B3",
}
STRINGS = {
    "Dm": ("D2 D3", "F3 A3 D4"), "Bb": ("Bb1 Bb2", "F3 A3 D4"), "C": ("C2 C3", "G3 C4 E4"),
    "F": ("A1 A2", "F3 A3 C4"), "Gm": ("G1 G2", "F3 Bb3 D4"), "A": ("A1 A2", "E3 A3 D4"), "G": ("D2 D3", "F3 B3 D4"),
}


def _run(harmony: list[tuple[str, float]], start: float, soft: int, loud: int) -> list[Note]:
    """Semiquavers through a harmony given as (chord, beats)."""
    notes, at = [], start
    for name, beats in harmony:
        notes += pulse(PATTERNS[name], at, beats, 0.25, DRIVE, soft, loud)
        at += beats
    return notes


def _bass(harmony: list[tuple[str, float]], start: float, velocity: int) -> list[Note]:
    notes, at = [], start
    for name, beats in harmony:
        notes += chord(STRINGS[name][0], at, beats * 0.98, velocity)
        at += beats
    return notes


def _pad(harmony: list[tuple[str, float]], start: float, velocity: int) -> list[Note]:
    notes, at = [], start
    for name, beats in harmony:
        notes += chord(STRINGS[name][1], at, beats * 1.02, velocity)
        at += beats
    return notes


def _roll(key: str, start: float, beats: float, soft: int, loud: int) -> list[Note]:
    """A drum roll that grows: demisemiquavers, the hands unequal."""
    count = round(beats * 8)
    return [
        Note(start + i / 8, 0.12, pitch(key), round(soft + (loud - soft) * (i / count) ** 1.6 - 5 * (i % 2)))
        for i in range(count)
    ]


def intro() -> Piece:
    """Half a bar's run-up, the call until 5.8 s, then ground to speak over, and a close."""
    harmony = [("Dm", 2.0), ("Dm", 4.0), ("Bb", 2.0), ("C", 2.0), ("Dm", 4.0), ("Bb", 4.0), ("F", 4.0), ("Gm", 2.0),
        ("A", 2.0)]
    call = [*tune("D4:1.5 E4:0.5 A4:2", 2, 96, rise), *tune("C5:1.5 Bb4:0.5 G4:1 C5:1", 6, 100, rise),
            *tune("D5:4", 10, 108)]
    horn = Part("horns", 60, 0, -0.25, 0.4, swell=[(0, 80), (2, 96), (3.5, 100), (4, 92), (6, 100), (10, 122), (11,
        108), (14, 50)])
    horn.add(call, [Note(n.start, n.length, n.pitch - 12, n.velocity - 14) for n in call])
    trumpet = Part("trumpet", 56, -6, 0.2, 0.45, swell=[(6, 70), (10, 112), (11.5, 80), (14, 30)])
    trumpet.add(tune("C5:1.5 Bb4:0.5 G4:1 C5:1 D5:4", 6, 78, rise))
    trombone = Part("trombones", 57, -6, 0.3, 0.35, swell=[(2, 70), (6, 88), (10, 112), (14, 36)])
    trombone.add(chord("D3 A3", 2, 4, 74), chord("Bb2 F3", 6, 2, 78), chord("C3 G3", 8, 2, 82), chord("D3 A3", 10, 4,
        88))
    pizzicato = Part("pizzicato", 45, -7, 0.35, 0.25, 0.004).add(
        _run(harmony[:5], 0, 52, 98), _run(harmony[5:], 14, 40, 72))
    marimba = Part("marimba", 12, -8, -0.4, 0.25, 0.004).add(_run(harmony[:5], 0, 48, 84), _run(harmony[5:], 14, 38,
        66))
    piano = Part("piano", 0, -8, 0.05, 0.25).add(
        chord("D1 D2", 0, 2, 88), chord("D1 D2", 2, 4, 96), chord("Bb0 Bb1", 6, 2, 92), chord("C1 C2", 8, 2, 96),
        chord("D1 D2 A2", 10, 5, 104), tune("A4:0.5 D5:0.5 E5:3", 17.5, 44), tune("G4:0.5 C5:0.5 F5:3", 21.5, 42),
        chord("D2 A2 E3 F3 D4", 26, 8, 56, 0.06))
    swell = [(0, 60), (2, 84), (6, 92), (10, 118), (13, 84), (16, 70), (24, 76), (26, 84), (29, 58), (31, 30)]
    low = Part("low strings", 48, -6, 0.2, 0.3, low_cut=45, swell=swell).add(_bass(harmony, 0, 80), chord("D2 D3", 26,
        6, 70))
    high = Part("high strings", 49, -4, -0.3, 0.4, low_cut=120, swell=swell).add(
        _pad(harmony, 0, 78), chord("F3 A3 D4 E4", 26, 6, 66))
    drums = Part("timpani", 47, -3, 0.1, 0.35).add(
        _roll("D2", 1, 1, 40, 84), tune("D2:1.5 D2:0.5 A1:1 D2:1", 2, 88), tune("D2:1.5 D2:0.5 A1:1 A1:1", 6, 94),
        tune("D2:2", 10, 116), tune("D2:1", 26, 52))
    plates = Part("cymbal", -1, -11, 0, 0.4).add(_roll("C#3", 0.5, 1.5, 14, 56), _roll("C#3", 8.5, 1.5, 12, 60),
        [Note(10, 4, 49, 88)])
    parts = [horn, trumpet, trombone, pizzicato, marimba, piano, low, high, drums, plates]
    return Piece(parts, [(0, BEAT), (24.5, 98), (26, 92)], 26, 3.6)


def outro() -> Piece:
    """A soft bar, the whole tune in four, and an ending that opens into D major."""
    harmony = [("Dm", 4.0), ("Dm", 4.0), ("C", 4.0), ("Bb", 4.0), ("Gm", 2.0), ("A", 2.0), ("Bb", 2.0), ("C", 2.0)]
    melody = [*tune("D4:1.5 E4:0.5 A4:2", 4, 78, rise), *tune("G4:1 F4:0.5 G4:0.5 E4:2", 8, 82, arch),
              *tune("F4:1.5 G4:0.5 C5:2", 12, 88, rise), *tune("Bb4:1 A4:0.5 G4:0.5 A4:2", 16, 92, arch),
              *tune("Bb4:1.5 C5:0.5 E5:1.5 C5:0.5", 20, 98, rise), *tune("D5:5", 24, 106)]
    grow = [(0, 50), (4, 66), (12, 82), (20, 104), (24, 120), (26, 104), (29, 40)]
    horn = Part("horns", 60, 0, -0.25, 0.4, swell=grow)
    horn.add(melody, [Note(n.start, n.length, n.pitch - 12, n.velocity - 16) for n in melody if n.start >= 12])
    trumpet = Part("trumpet", 56, -7, 0.2, 0.45, swell=[(16, 60), (24, 110), (26, 90), (29, 30)])
    trumpet.add(tune("Bb4:1 A4:0.5 G4:0.5 A4:2 Bb4:1.5 C5:0.5 E5:1.5 C5:0.5 D5:5", 16, 74, rise))
    trombone = Part("trombones", 57, -6, 0.3, 0.35, swell=[(12, 60), (20, 96), (24, 114), (29, 34)])
    trombone.add(chord("Bb2 F3", 12, 4, 70), chord("G2 D3", 16, 2, 74), chord("A2 E3", 18, 2, 76),
                 chord("Bb2 F3", 20, 2, 82), chord("C3 G3", 22, 2, 88), chord("D3 A3 F#4", 24, 5, 92))
    pizzicato = Part("pizzicato", 45, -8, 0.35, 0.25, 0.004).add(
        _run(harmony[:1], 0, 38, 66), _run(harmony[1:3], 4, 42, 78), _run(harmony[3:], 12, 50, 94))
    marimba = Part("marimba", 12, -10, -0.4, 0.25, 0.004).add(_run(harmony[:3], 0, 36, 64), _run(harmony[3:], 12, 46,
        82))
    piano = Part("piano", 0, -9, 0.05, 0.25).add(
        chord("D2 A2", 0, 4, 52), chord("D1 D2", 4, 4, 66), chord("C1 C2", 8, 4, 70), chord("Bb0 Bb1", 12, 4, 80),
        chord("G1 G2", 16, 2, 84), chord("A1 A2", 18, 2, 86), chord("Bb0 Bb1", 20, 2, 92), chord("C1 C2", 22, 2, 96),
        chord("D1 D2 A2 D3", 24, 7, 104))
    swell = [(0, 56), (4, 66), (12, 88), (20, 106), (24, 122), (26, 104), (29, 56), (31, 20)]
    low = Part("low strings", 48, -6, 0.2, 0.3, low_cut=45, swell=swell).add(_bass(harmony, 0, 80), chord("D2 D3", 24,
        6.5, 92))
    high = Part("high strings", 49, -5, -0.3, 0.4, low_cut=120, swell=swell).add(
        _pad(harmony[:2], 0, 74), chord("G3 C4 E4", 8, 4, 76), chord("F3 Bb3 D4", 12, 4, 80), chord("G3 Bb3 D4", 16,
            2, 82),
        chord("E3 A3 D4", 18, 1, 82), chord("E3 A3 C#4", 19, 1, 82), chord("F3 Bb3 D4", 20, 2, 88), chord("G3 C4 E4",
            22, 2, 92),
        chord("F#3 A3 D4 A4", 24, 6.5, 94))
    drums = Part("timpani", 47, -3, 0.1, 0.35).add(
        tune("D2:3 A1:1", 4, 54), tune("A1:1.5 D2:0.5 -:1 A1:1", 8, 58), tune("D2:1.5 D2:0.5 -:1 A1:1", 12, 76),
        tune("D2:2 A1:2", 16, 82), tune("D2:1.5 D2:0.5", 20, 92), _roll("A1", 22, 2, 40, 96), tune("D2:2", 24, 118))
    plates = Part("cymbal", -1, -11, 0, 0.4).add(_roll("C#3", 22.5, 1.5, 12, 58), [Note(24, 4, 49, 92)])
    parts = [horn, trumpet, trombone, pizzicato, marimba, piano, low, high, drums, plates]
    return Piece(parts, [(0, BEAT), (20, 100), (22, 92), (23, 84)], 24, 4.6)


def bed() -> Piece:
    """Thirty-two bars that come round without a seam: four times eight bars of harmony, each in other colours."""
    cycle = [("Dm", 8.0), ("G", 8.0), ("Bb", 4.0), ("F", 4.0), ("Gm", 4.0), ("A", 4.0)]
    rounds = [0.0, 32.0, 64.0, 96.0]
    breath = [(at + beat, value) for at in rounds for beat, value in ((0, 66), (8, 86), (16, 78), (24, 92), (31.9, 66))]
    marimba = Part("marimba", 12, -3, -0.35, 0.22, 0.004)
    marimba.add(*(_run(cycle, at, soft, loud) for at, soft, loud in zip(rounds, (30, 34, 26, 32), (58, 62, 52, 60),
        strict=True)))
    pizzicato = Part("pizzicato", 45, -7, 0.35, 0.25, 0.005)
    piano = Part("piano", 0, -6, 0.1, 0.35)
    harp = Part("harp", 46, -6, 0.45, 0.4)
    for at in rounds:
        beat = at
        for name, beats in cycle:
            root = STRINGS[name][0].split()[1]
            for bar in range(round(beats / 4)):
                start = beat + 4 * bar
                pizzicato.add(tune(f"{root}:1.5 {root}:1.5 {root}:1", start, 58 if at != 64 else 46, arch))
                if at in (32.0, 96.0):
                    piano.add(chord(STRINGS[name][1], start, 3.5, 40, 0.03))
                if at in (64.0, 96.0):
                    upper = STRINGS[name][1].split()
                    harp.add(tune(f"{upper[0]}:1 {upper[1]}:1 {upper[2]}:1 {upper[1]}:1", start, 46, arch))
            beat += beats
    high = Part("high strings", 49, -2, -0.2, 0.45, low_cut=150, swell=breath).add(*(_pad(cycle, at,
        60) for at in rounds))
    low = Part("low strings", 48, -6, 0.2, 0.3, low_cut=45, swell=breath).add(*(_bass(cycle, at, 58) for at in rounds))
    drum = Part("low drum", 117, -9, 0, 0.35, low_cut=80).add(
        *(tune("A2:1.5 A2:1.5 D3:1", at + 4 * bar, 44 if bar % 2 else 50, arch) for at in (32.0,
            96.0) for bar in range(8)))
    shaker = Part("shaker", -1, -15, 0.3, 0.2, 0.005).add(
        *(pulse("A#4", at, 32, 0.5, "51627152", 18, 54) for at in rounds))
    return Piece([marimba, pizzicato, piano, harp, high, low, drum, shaker], [(0, BEAT)], 128, 0.0, kbits=96)


def sting() -> Piece:
    """The figure alone, over a breath of strings: the page turns."""
    marimba = Part("marimba", 12, -2, -0.2, 0.35).add(tune("D4:0.25 E4:0.25 A4:0.25 D5:1.5", 0, 92, rise))
    piano = Part("piano", 0, -2, 0.1, 0.35).add(tune("D3:0.25 E3:0.25 A3:0.25", 0, 74, rise), chord("D2 A2 D3 E4 A4",
        0.75, 3, 84))
    pizzicato = Part("pizzicato", 45, -3, 0.3, 0.35).add(tune("D4:0.25 E4:0.25 A4:0.25 D4:1", 0, 96, rise),
        chord("D3 A3", 0.75, 1, 88))
    strings = Part("strings", 48, -3, -0.3, 0.45, swell=[(0, 40), (0.75, 104), (1.6, 84), (3, 30)]).add(
        chord("D2 D3 A3 E4 A4", 0.5, 2.4, 84))
    horn = Part("horns", 60, -5, -0.1, 0.45, swell=[(0.5, 80), (1, 108), (3, 40)]).add(chord("D3 A3", 0.75, 2, 84))
    drums = Part("timpani", 47, -3, 0.1, 0.35).add(tune("A1:0.25 D2:1.5", 0.5, 92, rise))
    return Piece([marimba, piano, pizzicato, strings, horn, drums], [(0, BEAT)], 2.5, 1.7)


def sponsor() -> Piece:
    """Warm and plainly other: guitar, vibraphone and harp in F major, the figure turned downwards."""
    guitar = Part("guitar", 24, 0, -0.3, 0.25).add(
        tune("A4:0.5 G4:0.5 C5:2", 0, 84, rise), chord("F3 C4 E4", 0, 1, 66, 0.04), chord("F3 A3 C4 G4", 1, 2.6, 72,
            0.05))
    vibraphone = Part("vibraphone", 11, -5, 0.35, 0.4).add(tune("A4:0.5 G4:0.5 C5:2.4", 0, 64), chord("E4 G4", 1, 2.4,
        56))
    harp = Part("harp", 46, -6, 0.2, 0.4).add(tune("F3:0.25 C4:0.25 E4:0.25 G4:0.25 A4:2", 1, 66, rise))
    bass = Part("bass", 32, -8, 0, 0.15).add(tune("C2:0.9 -:0.1 F2:2.2", 0, 78))
    pad = Part("pad", 49, -9, 0, 0.5, low_cut=150, swell=[(0, 50), (1, 90), (3, 20)]).add(chord("A3 C4 E4 G4", 0.5,
        2.6, 62))
    return Piece([guitar, vibraphone, harp, bass, pad], [(0, 96)], 2.6, 1.3)


PIECES = {"intro": intro, "outro": outro, "bed": bed, "sting": sting, "sponsor": sponsor}
