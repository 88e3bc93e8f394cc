"""The theme of the sample show: D minor, 104 beats a minute; horns over strings that press on in 3 + 3 + 2.

Every piece grows from one figure, D-E-A, a step and a rising fourth: the horns open with it, the sting plays it alone,
the sponsor's sound turns it round in F major. The bed keeps its pulse and harmony and leaves the tune out, because a
tune would compete with the voice.
"""

from score import Part, Piece, arch, held, lower, plan, rise, roll, run, tune

BEAT = 104.0
DRIVE = "9356247395468274"
"""Accents of sixteen semiquavers, heaviest on 1, 7 and 13 (3 + 3 + 2 quavers), with no two alike in a row."""
FIGURES = {
    "Dm": "D3 A3 D4 A3 D3 A3 D4 E4 A3 D4 A3 D3 A3 D4 E4 D4",
    "Bb": "Bb2 F3 D4 F3 Bb2 F3 D4 C4 F3 D4 F3 Bb2 F3 D4 C4 D4",
    "C": "C3 G3 E4 G3 C3 G3 E4 D4 G3 E4 G3 C3 G3 E4 D4 E4",
    "F": "A2 F3 C4 F3 A2 F3 C4 D4 F3 C4 F3 A2 F3 C4 A3 C4",
    "Gm": "G2 D3 Bb3 D3 G2 D3 Bb3 A3 D3 Bb3 D3 G2 D3 Bb3 A3 Bb3",
    "A": "A2 E3 A3 E3 A2 E3 D4 E3 A3 E3 A2 E3 A3 D4 E3 D4",
    "G": "D3 G3 B3 G3 D3 G3 B3 D4 G3 B3 G3 D3 G3 B3 D4 B3",
}
BASS = {"Dm": "D2+D3", "Bb": "Bb1+Bb2", "C": "C2+C3", "F": "A1+A2", "Gm": "G1+G2", "A": "A1+A2", "G": "D2+D3"}
CHORDS = {
    "Dm": "F3+A3+D4", "Bb": "F3+A3+D4", "C": "G3+C4+E4", "F": "F3+A3+C4", "Gm": "F3+Bb3+D4", "A": "E3+A3+D4",
    "G": "F3+B3+D4",
}


def intro() -> Piece:
    """Half a bar's run-up, the call until 5.8 s, then ground to speak over, and a close."""
    loud, calm = "Dm:2 Dm:4 Bb:2 C:2 Dm:4", "Bb:4 F:4 Gm:2 A:2"
    call = [*tune("D4:1.5 E4:0.5 A4:2", 2, 96, rise), *tune("C5:1.5 Bb4:0.5 G4:1 C5:1 D5:4", 6, 106, rise)]
    breath = "0:60 2:84 6:92 10:118 13:84 16:70 24:76 26:84 29:58 31:30"
    return Piece([
        Part("horns", 60, pan=-0.25, hall=0.4, swell="0:80 2:96 3.5:100 4:92 6:100 10:122 11:108 14:50")
        .add(call, lower(call, 14)),
        Part("trumpet", 56, -6, 0.2, 0.45, swell="6:70 10:112 11.5:80 14:30")
        .add(tune("C5:1.5 Bb4:0.5 G4:1 C5:1 D5:4", 6, 78, rise)),
        Part("trombones", 57, -6, 0.3, 0.35, swell="2:70 6:88 10:112 14:36")
        .add(tune("D3+A3:4 Bb2+F3:2 C3+G3:2 D3+A3:4", 2, 88, rise)),
        Part("pizzicato", 45, -7, 0.35, 0.25, 0.004)
        .add(run(loud, FIGURES, 0, DRIVE, 52, 98), run(calm, FIGURES, 14, DRIVE, 40, 72)),
        Part("marimba", 12, -8, -0.4, 0.25, 0.004)
        .add(run(loud, FIGURES, 0, DRIVE, 48, 84), run(calm, FIGURES, 14, DRIVE, 38, 66)),
        Part("piano", 0, -8, 0.05, 0.25)
        .add(tune("D1+D2:2 D1+D2:4 Bb0+Bb1:2 C1+C2:2 D1+D2+A2:5", 0, 104, rise))
        .add(tune("A4:0.5 D5:0.5 E5:3", 17.5, 44), tune("G4:0.5 C5:0.5 F5:3", 21.5, 42))
        .add(tune("D2+A2+E3+F3+D4:8", 26, 56, spread=0.06)),
        Part("low strings", 48, -6, 0.2, 0.3, low_cut=45, swell=breath)
        .add(held(loud, BASS, 0, 80), held(calm, BASS, 14, 78), tune("D2+D3:6", 26, 70)),
        Part("high strings", 49, -4, -0.3, 0.4, low_cut=120, swell=breath)
        .add(held(loud, CHORDS, 0, 78), held(calm, CHORDS, 14, 76), tune("F3+A3+D4+E4:6", 26, 66)),
        Part("timpani", 47, -3, 0.1, 0.35)
        .add(roll("D2", 1, 1, 40, 84), tune("D2:1.5 D2:0.5 A1:1 D2:1 D2:1.5 D2:0.5 A1:1 A1:1", 2, 96, rise))
        .add(tune("D2:2", 10, 116), tune("D2:1", 26, 52)),
        Part("cymbals", -1, -11, 0, 0.4)
        .add(roll("C#3", 0.5, 1.5, 14, 56), roll("C#3", 8.5, 1.5, 12, 60), tune("C#3:4", 10, 88)),
    ], [(0, BEAT), (24.5, 98), (26, 92)], 26, 3.6)


def outro() -> Piece:
    """A soft bar, the whole tune in four, and an ending that opens into D major."""
    soft, middle, loud = "Dm:4", "Dm:4 C:4", "Bb:4 Gm:2 A:2 Bb:2 C:2"
    melody = [*tune("D4:1.5 E4:0.5 A4:2", 4, 78, rise), *tune("G4:1 F4:0.5 G4:0.5 E4:2", 8, 82, arch),
              *tune("F4:1.5 G4:0.5 C5:2", 12, 88, rise)]
    close = [*tune("Bb4:1 A4:0.5 G4:0.5 A4:2", 16, 92, arch), *tune("Bb4:1.5 C5:0.5 E5:1.5 C5:0.5 D5:5", 20, 106, rise)]
    breath = "0:56 4:66 12:88 20:106 24:122 26:104 29:56 31:20"
    return Piece([
        Part("horns", 60, pan=-0.25, hall=0.4, swell="0:50 4:66 12:82 20:104 24:120 26:104 29:40")
        .add(melody, close, lower(close, 16)),
        Part("trumpet", 56, -7, 0.2, 0.45, swell="16:60 24:110 26:90 29:30")
        .add(tune("Bb4:1 A4:0.5 G4:0.5 A4:2 Bb4:1.5 C5:0.5 E5:1.5 C5:0.5 D5:5", 16, 74, rise)),
        Part("trombones", 57, -6, 0.3, 0.35, swell="12:60 20:96 24:114 29:34")
        .add(tune("Bb2+F3:4 G2+D3:2 A2+E3:2 Bb2+F3:2 C3+G3:2 D3+A3+F#4:5", 12, 90, rise)),
        Part("pizzicato", 45, -8, 0.35, 0.25, 0.004)
        .add(run(soft, FIGURES, 0, DRIVE, 38, 66), run(middle, FIGURES, 4, DRIVE, 42, 78))
        .add(run(loud, FIGURES, 12, DRIVE, 50, 94)),
        Part("marimba", 12, -10, -0.4, 0.25, 0.004)
        .add(run(f"{soft} {middle}", FIGURES, 0, DRIVE, 36, 64), run(loud, FIGURES, 12, DRIVE, 46, 82)),
        Part("piano", 0, -9, 0.05, 0.25)
        .add(tune("D2+A2:4 D1+D2:4 C1+C2:4", 0, 70, rise), tune("Bb0+Bb1:4 G1+G2:2 A1+A2:2", 12, 84, rise))
        .add(tune("Bb0+Bb1:2 C1+C2:2 D1+D2+A2+D3:7", 20, 104, rise)),
        Part("low strings", 48, -6, 0.2, 0.3, low_cut=45, swell=breath)
        .add(held(f"{soft} {middle} {loud}", BASS, 0, 80), tune("D2+D3:6.5", 24, 92)),
        Part("high strings", 49, -5, -0.3, 0.4, low_cut=120, swell=breath)
        .add(tune("F3+A3+D4:4 F3+A3+D4:4 G3+C4+E4:4 F3+Bb3+D4:4", 0, 78, rise))
        .add(tune("G3+Bb3+D4:2 E3+A3+D4:1 E3+A3+C#4:1 F3+Bb3+D4:2 G3+C4+E4:2 F#3+A3+D4+A4:6.5", 16, 94, rise)),
        Part("timpani", 47, -3, 0.1, 0.35)
        .add(tune("D2:3 A1:1 A1:1.5 D2:1.5 A1:1", 4, 58), tune("D2:1.5 D2:1.5 A1:1 D2:2 A1:2", 12, 80))
        .add(tune("D2:1.5 D2:0.5", 20, 92), roll("A1", 22, 2, 40, 96), tune("D2:2", 24, 118)),
        Part("cymbals", -1, -11, 0, 0.4).add(roll("C#3", 22.5, 1.5, 12, 58), tune("C#3:4", 24, 92)),
    ], [(0, BEAT), (20, 100), (22, 92), (23, 84)], 24, 4.6)


def bed() -> Piece:
    """Thirty-two bars that come round without a seam: four times eight bars of harmony, each in other colours."""
    cycle = "Dm:8 G:8 Bb:4 F:4 Gm:4 A:4"
    turns = (0.0, 32.0, 64.0, 96.0)
    breath = " ".join(f"{at + beat}:{value}" for at in turns for beat, value in
                      ((0, 66), (8, 86), (16, 78), (24, 92), (31.9, 66)))
    marimba, pizzicato = Part("marimba", 12, -3, -0.35, 0.22, 0.004), Part("pizzicato", 45, -7, 0.35, 0.25, 0.005)
    piano, harp = Part("piano", 0, -6, 0.1, 0.35), Part("harp", 46, -6, 0.45, 0.4)
    for at, (soft, loud) in zip(turns, ((30, 58), (34, 62), (26, 52), (32, 60)), strict=True):
        marimba.add(run(cycle, FIGURES, at, DRIVE, soft, loud))
        for name, start, beats in plan(cycle, at):
            root, upper = BASS[name].split("+")[1], CHORDS[name].split("+")
            for bar in range(round(beats / 4)):
                pizzicato.add(tune(f"{root}:1.5 {root}:1.5 {root}:1", start + 4 * bar, 46 if at == 64 else 58, arch))
                if at in (32, 96):
                    piano.add(tune(f"{CHORDS[name]}:3.5", start + 4 * bar, 40, spread=0.03))
                if at in (64, 96):
                    harp.add(tune(f"{upper[0]}:1 {upper[1]}:1 {upper[2]}:1 {upper[1]}:1", start + 4 * bar, 46, arch))
    high, low = Part("high strings", 49, -2, -0.2, 0.45, low_cut=150, swell=breath), Part(
        "low strings", 48, -6, 0.2, 0.3, low_cut=45, swell=breath)
    drum, shaker = Part("drum", 117, -10, 0, 0.35, low_cut=80), Part("shaker", -1, -15, 0.3, 0.2, 0.005)
    for at in turns:
        high.add(held(cycle, CHORDS, at, 60))
        low.add(held(cycle, BASS, at, 58))
        shaker.add(run("all:32", {"all": "A#4"}, at, "51627152", 18, 54, step=0.5))
        for bar in range(8 if at in (32, 96) else 0):
            drum.add(tune("A2:1.5 A2:1.5 D3:1", at + 4 * bar, 44 + 6 * (bar % 2), arch))
    return Piece([marimba, pizzicato, piano, harp, high, low, drum, shaker], [(0, BEAT)], 128, 0.0, kbits=96)


def sting() -> Piece:
    """The figure alone, over a breath of strings: the page turns."""
    return Piece([
        Part("marimba", 12, -2, -0.2, 0.35).add(tune("D4:0.25 E4:0.25 A4:0.25 D5:1.5", 0, 92, rise)),
        Part("piano", 0, -2, 0.1, 0.35).add(tune("D3:0.25 E3:0.25 A3:0.25 D2+A2+D3+E4+A4:3", 0, 84, rise)),
        Part("pizzicato", 45, -3, 0.3, 0.35).add(tune("D4:0.25 E4:0.25 A4:0.25 D3+A3+D4:1", 0, 96, rise)),
        Part("strings", 48, -3, -0.3, 0.45, swell="0:40 0.75:104 1.6:84 3:30").add(tune("D2+D3+A3+E4+A4:2.4", 0.5, 84)),
        Part("horns", 60, -5, -0.1, 0.45, swell="0.5:80 1:108 3:40").add(tune("D3+A3:2", 0.75, 84)),
        Part("timpani", 47, -3, 0.1, 0.35).add(tune("A1:0.25 D2:1.5", 0.5, 92, rise)),
    ], [(0, BEAT)], 2.5, 1.7)


def sponsor() -> Piece:
    """Warm and plainly other: guitar, vibraphone and harp in F major, the figure turned round."""
    return Piece([
        Part("guitar", 24, 0, -0.3, 0.25)
        .add(tune("A4:0.5 G4:0.5 C5:2", 0, 84, rise), tune("F3+C4+E4:1 F3+A3+C4+G4:2.6", 0, 70, spread=0.045)),
        Part("vibraphone", 11, -5, 0.35, 0.4).add(tune("A4:0.5 G4:0.5 C5:2.4", 0, 64), tune("E4+G4:2.4", 1, 56)),
        Part("harp", 46, -6, 0.2, 0.4).add(tune("F3:0.25 C4:0.25 E4:0.25 G4:0.25 A4:2", 1, 66, rise)),
        Part("bass", 32, -8, 0, 0.15).add(tune("C2:0.9 -:0.1 F2:2.2", 0, 78)),
        Part("pad", 49, -9, 0, 0.5, low_cut=150, swell="0:50 1:90 3:20").add(tune("A3+C4+E4+G4:2.6", 0.5, 62)),
    ], [(0, 96)], 2.6, 1.3)


PIECES = {"intro": intro, "outro": outro, "bed": bed, "sting": sting, "sponsor": sponsor}
