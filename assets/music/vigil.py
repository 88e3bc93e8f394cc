"""For weeks of mourning: A minor, 72 beats a minute; a cello's falling line over piano, harp and strings, no drums.

The line E-D-C-B falls by step in the intro and comes home in the outro; the sting lets its first notes fall alone.
"""

from score import Part, Piece, arch, held, plan, rise, run, tune

BEAT = 72.0
WAVE = "7354635473546253"
FIGURES = {
    "Am": "A2 E3 A3 B3 C4 B3 A3 E3", "Em": "G2 E3 G3 B3 E4 B3 G3 E3", "F": "F2 C3 F3 A3 C4 A3 G3 C3",
    "G": "G2 D3 G3 B3 D4 B3 G3 D3", "C": "G2 C3 G3 C4 D4 C4 G3 E3", "Dm": "F2 D3 A3 D4 E4 D4 A3 D3",
}
BASS = {"Am": "A1+A2", "Em": "G1+G2", "F": "F1+F2", "G": "G1+G2", "C": "G1+G2", "Dm": "F1+F2"}
CHORDS = {
    "Am": "E3+A3+C4", "Em": "E3+G3+B3", "F": "F3+A3+C4", "G": "D3+G3+B3", "C": "E3+G3+C4", "Dm": "F3+A3+D4",
}


def intro() -> Piece:
    """Two bars of the line, until 6.7 s, then piano and strings to speak over, and a still close."""
    first, rest = "Am:4 Em:4", "F:4 Dm:2 Em:2"
    breath = "0:64 2:96 4:84 6:98 8:72 10:58 14:66 16:66 19:50 21:24"
    return Piece([
        Part("cello", 42, pan=0.15, hall=0.45, swell="0:70 1.2:104 2.5:96 4:110 6:92 8:44")
        .add(tune("E4:2 D4:1 C4:1 B3:3 A3:1.2", 0, 92, arch)),
        Part("piano", 0, -3, -0.1, 0.35)
        .add(run(first, FIGURES, 0, WAVE, 44, 72, step=0.5), run(rest, FIGURES, 8, WAVE, 36, 58, step=0.5))
        .add(tune("A1+A2:4 G1+G2:4", 0, 60), tune("A1+E2+B2+C3+E3+A3:7", 16, 44, spread=0.09)),
        Part("harp", 46, -8, 0.4, 0.45)
        .add(tune("-:2 A4:0.5 C5:0.5 E5:1 -:2 G4:0.5 B4:0.5 E5:1", 0, 58), tune("A3:0.5 C4:0.5 E4:0.5 B4:3", 16.5, 46)),
        Part("high strings", 49, -4, -0.3, 0.45, low_cut=120, swell=breath)
        .add(held(f"{first} {rest}", CHORDS, 0, 70), tune("E3+A3+B3+C4:5", 16, 62)),
        Part("low strings", 48, -7, 0.25, 0.35, low_cut=45, swell=breath)
        .add(held(f"{first} {rest}", BASS, 0, 68), tune("A1+A2:5", 16, 62)),
    ], [(0, BEAT), (14, 66), (16, 64)], 16, 5.2)


def outro() -> Piece:
    """The whole line, four bars, each part joining; the last chord turns to A major."""
    harmony = "Am:4 Em:4 F:2 G:2"
    breath = "0:56 2:84 4:76 6:92 8:96 11:112 12:104 15:80 19:28"
    return Piece([
        Part("cello", 42, pan=0.15, hall=0.45, swell="0:66 1.2:98 2.5:92 4:106 7:92 8:104 11:116 12:104 15:70 18:24")
        .add(tune("E4:2 D4:1 C4:1 B3:3 A3:1", 0, 86, arch), tune("C4:2 B3:1 G3:1 A3:5", 8, 92, arch)),
        Part("horn", 60, -7, -0.2, 0.5, swell="7:50 9:84 11:104 12:98 15:66 18:20")
        .add(tune("A3:2 G3:1 B3:1 C#4:5", 8, 74, rise)),
        Part("piano", 0, -3, -0.1, 0.35)
        .add(run("Am:4 Em:4", FIGURES, 0, WAVE, 42, 68, step=0.5), run("F:2 G:2", FIGURES, 8, WAVE, 48, 74, step=0.5))
        .add(tune("A1+A2:4 G1+G2:4 F1+F2:2 G1+G2:2", 0, 64), tune("A1+E2+A2+C#3+E3+A3+E4:8", 12, 64, spread=0.11)),
        Part("harp", 46, -8, 0.4, 0.45)
        .add(tune("A4:0.5 C5:0.5 E5:1 -:2 G4:0.5 B4:0.5 E5:1 -:2 A4:0.5 C5:0.5 F5:1 G4:0.5 B4:0.5 D5:1", 0, 58, rise))
        .add(tune("A3:0.25 C#4:0.25 E4:0.25 A4:0.25 C#5:0.25 E5:3", 13, 54)),
        Part("high strings", 49, -4, -0.3, 0.45, low_cut=120, swell=breath)
        .add(held(harmony, CHORDS, 0, 74), tune("E3+A3+C#4+E4:6.5", 12, 78)),
        Part("low strings", 48, -7, 0.25, 0.35, low_cut=45, swell=breath)
        .add(held(harmony, BASS, 0, 70), tune("A1+A2:6.5", 12, 76)),
    ], [(0, BEAT), (8, 69), (10, 64), (11, 56), (12, 56)], 12, 6.6)


def bed() -> Piece:
    """Twenty-four bars without a seam: a piano's slow wave three times, with harp, then with bells of a vibraphone."""
    cycle = "Am:8 F:8 C:4 G:4 Dm:4 Em:4"
    turns = (0.0, 32.0, 64.0)
    breath = " ".join(f"{at + beat}:{value}" for at in turns for beat, value in
                      ((0, 62), (8, 84), (15, 70), (24, 90), (31.9, 62)))
    piano, harp = Part("piano", 0, 0, -0.1, 0.35), Part("harp", 46, -7, 0.4, 0.45)
    bells = Part("vibraphone", 11, -9, 0.3, 0.5)
    high, low = Part("high strings", 49, -3, -0.3, 0.45, low_cut=130, swell=breath), Part(
        "low strings", 48, -7, 0.25, 0.35, low_cut=45, swell=breath)
    for at, (soft, loud) in zip(turns, ((34, 56), (36, 60), (32, 54)), strict=True):
        piano.add(run(cycle, FIGURES, at, WAVE, soft, loud, step=0.5))
        high.add(held(cycle, CHORDS, at, 60))
        low.add(held(cycle, BASS, at, 58))
        for name, start, beats in plan(cycle, at):
            tones = CHORDS[name].split("+")
            for bar in range(round(beats / 4)):
                if at == 32:
                    harp.add(tune(f"-:1 {tones[1]}:1 {tones[2]}:1 {tones[1]}:1", start + 4 * bar, 48, arch))
                if at == 64:
                    bells.add(tune(f"-:2 {tones[2]}:2", start + 4 * bar, 46))
    return Piece([piano, harp, bells, high, low], [(0, BEAT)], 96, 0.0, kbits=96)


def sting() -> Piece:
    """Three notes fall on the piano, a harp answers."""
    return Piece([
        Part("piano", 0, 0, -0.1, 0.4).add(tune("E5:0.5 D5:0.5 B4:2.5", 0, 78, arch), tune("A2+E3+A3:2.5", 1, 62,
            spread=0.04)),
        Part("harp", 46, -5, 0.4, 0.45).add(tune("A3:0.125 C4:0.125 E4:0.125 A4:2", 1, 62, rise)),
        Part("strings", 49, -6, -0.2, 0.5, low_cut=100, swell="0:50 1:96 1.6:80 2.6:30").add(tune("A2+E3+A3+C4:2.2",
            0.4, 70)),
    ], [(0, 80)], 1.5, 2.0)


def sponsor() -> Piece:
    """Harp and guitar in C major: a door that opens."""
    return Piece([
        Part("harp", 46, 0, 0.3, 0.35).add(tune("C3:0.25 G3:0.25 C4:0.25 E4:0.25 G4:0.5 D5:2", 0, 76, rise)),
        Part("guitar", 24, -3, -0.3, 0.3).add(tune("-:1 C3+G3+D4+E4:2.5", 0, 72, spread=0.05)),
        Part("vibraphone", 11, -6, 0.1, 0.45).add(tune("-:1 G4:0.5 D5:2", 0, 62)),
        Part("pad", 49, -9, 0, 0.5, low_cut=150, swell="0:50 1:92 2.6:24").add(tune("G3+C4+E4:2.4", 0.4, 62)),
    ], [(0, 84)], 1.9, 1.5)


PIECES = {"intro": intro, "outro": outro, "bed": bed, "sting": sting, "sponsor": sponsor}
