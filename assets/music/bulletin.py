"""For fast weeks and daily shows: E minor, 120 beats a minute; a telegraph's short-short-long for brass and marimba.

Three quick notes and a leap of a fifth, E-E-E-B, are the call; the sting is the call alone; the bed keeps the running
semiquavers and a light drum under them.
"""

from score import Note, Part, Piece, arch, held, lower, plan, rise, roll, run, tune

BEAT = 120.0
KEYS = "9250734092617340"
WIRE = "9-46-37-8-46-375"
FIGURES = {
    "Em": "E3 B3 E4 B3 F#4 B3 E4 B3 E3 B3 G4 B3 F#4 B3 E4 D4", "C": "C3 G3 E4 G3 G4 G3 E4 G3 C3 G3 E4 G3 D4 G3 E4 D4",
    "D": "D3 A3 F#4 A3 A4 A3 F#4 A3 D3 A3 F#4 A3 E4 A3 F#4 E4", "Am": "A2 E3 C4 E3 E4 E3 C4 E3 A2 E3 C4 E3 B3 E3 C4 B3",
    "B": "B2 F#3 D#4 F#3 F#4 F#3 D#4 F#3 B2 F#3 D#4 F#3 E4 F#3 D#4 F#4",
    "Bm": "B2 F#3 D4 F#3 F#4 F#3 D4 F#3 B2 F#3 D4 F#3 E4 F#3 D4 C#4",
    "G": "B2 G3 D4 G3 G4 G3 D4 G3 B2 G3 D4 G3 E4 G3 D4 B3",
}
ROOTS = {"Em": "E2", "C": "C2", "D": "D2", "Am": "A1", "B": "B1", "Bm": "B1", "G": "G1"}
CHORDS = {
    "Em": "G3+B3+E4", "C": "G3+C4+E4", "D": "F#3+A3+D4", "Am": "A3+C4+E4", "B": "F#3+B3+D#4", "Bm": "F#3+B3+D4",
    "G": "G3+B3+D4",
}
CALL = "E4:0.5 E4:0.25 E4:0.25 B4:2 A4:0.5 G4:0.5 C5:0.5 C5:0.25 C5:0.25 E5:1 D#5:1 F#5:1 E5:3"


def _steps(text: str, start: float, velocity: int, pattern: str) -> list[Note]:
    """The bass: each chord's root in the rhythm of `pattern`, a crotchet being four signs, "-" a rest."""
    return run(text, ROOTS, start, pattern, velocity - 24, velocity)


def _kit(start: float, bars: int, strong: int) -> list[Note]:
    """Kick on one and the off-beat before three, a rim stroke on two and four, closed hats between."""
    notes = []
    for bar in range(bars):
        at = start + 4 * bar
        notes += tune("C2:1.5 C2:1 C2:1.5", at, strong, arch)
        notes += tune("-:1 C#2:2 C#2:1", at, strong - 16)
        notes += run("hat:4", {"hat": "F#2"}, at, "6245724563457254", strong - 52, strong - 22)
    return notes


def intro() -> Piece:
    """A bar of pulse, the call until 6 s, then the pulse alone to speak over, and a stop."""
    loud, calm = "Em:4 Em:4 Am:2 B:2 Em:4", "C:4 Am:4 B:4"
    return Piece([
        Part("trumpets", 56, -1, 0.2, 0.4, swell="4:92 8:100 12:120 13:100 15:40").add(tune(CALL, 4, 92, rise)),
        Part("horns", 60, 0, -0.25, 0.4, swell="4:96 8:104 12:122 13:104 15:46").add(lower(tune(CALL, 4, 104, rise),
            0)),
        Part("trombones", 57, -5, 0.3, 0.35, swell="4:84 8:96 12:116 13.5:90 15:40")
        .add(tune("E3+B3:4 A2+E3:2 B2+F#3:2 E3+B3:3", 4, 92, rise)),
        Part("marimba", 12, -6, -0.4, 0.2, 0.004)
        .add(run(loud, FIGURES, 0, KEYS, 50, 92), run(calm, FIGURES, 16, KEYS, 38, 68)),
        Part("piano", 0, -7, 0.1, 0.2)
        .add(run(loud, FIGURES, 0, WIRE, 44, 88), tune("E1+E2:4 E1+E2:4 A0+A1:2 B0+B1:2 E1+E2:6", 0, 96, rise))
        .add(tune("E1+E2+B2+E3:6", 28, 64)),
        Part("bass", 33, -6, 0, 0.05, low_cut=40)
        .add(_steps(loud, 0, 92, "9-0-5-0-8-0-5-63"), _steps(calm, 16, 74, "9---5---8---5-6-"), tune("E2:2", 28, 62)),
        Part("strings", 48, -4, -0.3, 0.4, low_cut=120, swell="0:50 4:76 8:96 12:118 15:80 18:66 27:76 28:80 31:30")
        .add(held(loud, CHORDS, 0, 84), held(calm, CHORDS, 16, 76), tune("G3+B3+E4+F#4:3", 28, 70)),
        Part("kit", -1, -5, 0, 0.2, 0.003).add(_kit(4, 3, 92), tune("C#3:4", 12, 88), _kit(16, 3, 66)),
        Part("taiko", 116, -6, 0, 0.35, low_cut=60)
        .add(roll("A2", 3, 1, 40, 84), tune("E2:1.5 E2:1.5 E2:1 A2:2 B2:2 E2:2", 4, 104, rise), tune("E2:2", 28, 62)),
    ], [(0, BEAT)], 28, 3.4)


def outro() -> Piece:
    """Two bars of pulse, the call, its answer a third higher, and a full stop."""
    soft, loud = "Em:4 C:4", "Em:4 Am:2 B:2 Em:2 C:2 Am:2 B:2"
    call = CALL.rsplit(" ", 1)[0] + " E5:1.5 -:0.5"
    answer = "G4:0.5 G4:0.25 G4:0.25 E5:1 C5:1 E5:0.5 D#5:0.5 E5:4"
    return Piece([
        Part("trumpets", 56, -1, 0.2, 0.4, swell="8:88 12:100 18:104 24:122 26:104 28:30")
        .add(tune(call, 8, 88, rise), tune(answer, 18, 100, rise)),
        Part("horns", 60, 0, -0.25, 0.4, swell="8:90 12:102 18:108 24:124 26:106 28:36")
        .add(lower(tune(call, 8, 100, rise), 0), lower(tune(answer, 18, 108, rise), 0)),
        Part("trombones", 57, -5, 0.3, 0.35, swell="8:80 16:98 22:108 24:120 26:96 28:30")
        .add(tune("E3+B3:4 A2+E3:2 B2+F#3:2 E3+B3:2 C3+G3:2 A2+E3:2 B2+F#3:2 E3+B3+G#4:4", 8, 98, rise)),
        Part("marimba", 12, -6, -0.4, 0.2, 0.004)
        .add(run(soft, FIGURES, 0, KEYS, 48, 84), run(loud, FIGURES, 8, KEYS, 48, 92)),
        Part("piano", 0, -7, 0.1, 0.2)
        .add(run(loud, FIGURES, 8, WIRE, 44, 88), tune("E1+E2:4 A0+A1:2 B0+B1:2 E1+E2:2 C1+C2:2 A0+A1:2 B0+B1:2", 8,
            96))
        .add(tune("E1+E2+B2+E3:6", 24, 106)),
        Part("bass", 33, -6, 0, 0.05, low_cut=40)
        .add(_steps(soft, 0, 86, "9---5---8---5-6-"), _steps(loud, 8, 92, "9-0-5-0-8-0-5-63"), tune("E2:3", 24, 98)),
        Part("strings", 48, -4, -0.3, 0.4, low_cut=120, swell="0:74 8:84 16:100 23:116 24:122 26:100 29:24")
        .add(held(soft, CHORDS, 0, 80), held(loud, CHORDS, 8, 84), tune("G#3+B3+E4+B4:4.5", 24, 94)),
        Part("kit", -1, -5, 0, 0.2, 0.003).add(_kit(0, 2, 78), _kit(8, 4, 92), tune("C#3:4", 24, 96)),
        Part("taiko", 116, -6, 0, 0.35, low_cut=60)
        .add(tune("E2:1.5 E2:1.5 E2:1 A2:2 B2:2 E2:2 E2:2 A2:2", 8, 100, rise), roll("B2", 22, 2, 40, 92))
        .add(tune("E2:2", 24, 112)),
    ], [(0, BEAT), (22, 112), (23, 104)], 24, 3.8)


def bed() -> Piece:
    """Thirty-two bars without a seam: running keys and a light drum, four times round, thinner in the third."""
    cycle = "Em:8 Am:8 C:4 G:4 D:4 Bm:4"
    turns = (0.0, 32.0, 64.0, 96.0)
    breath = " ".join(f"{at + beat}:{value}" for at in turns for beat, value in
                      ((0, 66), (8, 84), (16, 76), (28, 92), (31.9, 66)))
    marimba, piano = Part("marimba", 12, -2, -0.35, 0.2, 0.004), Part("piano", 0, -7, 0.35, 0.3)
    bass, kit = Part("bass", 33, -5, 0, 0.05, low_cut=40), Part("kit", -1, -9, 0, 0.2, 0.003)
    strings = Part("strings", 49, -3, -0.2, 0.45, low_cut=140, swell=breath)
    pizzicato = Part("pizzicato", 45, -8, 0.4, 0.3, 0.005)
    for at, (soft, loud) in zip(turns, ((32, 60), (36, 66), (28, 54), (36, 66)), strict=True):
        marimba.add(run(cycle, FIGURES, at, KEYS, soft, loud))
        strings.add(held(cycle, CHORDS, at, 62))
        bass.add(_steps(cycle, at, 58 if at == 64 else 68, "9-----5-----7---"))
        if at != 64:
            kit.add(_kit(at, 8, 62))
        if at in (32, 96):
            piano.add(run(cycle, FIGURES, at, "7--5--6---5--4-3", 30, 56))
        for name, start, beats in plan(cycle, at):
            for bar in range(round(beats / 4) if at >= 64 else 0):
                pizzicato.add(tune(f"-:0.5 {CHORDS[name]}:1 {CHORDS[name]}:2.5", start + 4 * bar, 48, arch))
    return Piece([marimba, piano, bass, kit, strings, pizzicato], [(0, BEAT)], 128, 0.0, kbits=96)


def sting() -> Piece:
    """The call alone."""
    call = "E4:0.5 E4:0.25 E4:0.25 B4:2"
    return Piece([
        Part("trumpets", 56, -4, 0.2, 0.45, swell="0:92 1:112 2.4:50").add(tune(call, 0, 84, rise)),
        Part("horns", 60, -2, -0.25, 0.45, swell="0:92 1:116 2.4:50").add(lower(tune(call, 0, 96, rise), 0)),
        Part("marimba", 12, -2, -0.3, 0.3, 0.004).add(tune(call, 0, 96, rise)),
        Part("piano", 0, -4, 0.1, 0.3).add(tune("E3:0.5 E3:0.25 E3:0.25 E1+E2+B2+F#3+G3:3", 0, 98, rise)),
        Part("strings", 48, -4, 0, 0.4, low_cut=100, swell="0.5:60 1:110 2.6:40").add(tune("E3+B3+F#4+G4:1.8", 1, 88)),
        Part("taiko", 116, -4, 0, 0.35, low_cut=60).add(tune("E2:0.5 A2:0.25 A2:0.25 E2:2", 0, 100, rise)),
    ], [(0, BEAT)], 3, 1.5)


def sponsor() -> Piece:
    """Electric piano and guitar in G major, at ease."""
    return Piece([
        Part("electric piano", 4, 0, -0.2, 0.3).add(tune("D4+G4:0.5 B3+E4:0.5 D4+A4+B4:2.5", 0, 84, arch)),
        Part("guitar", 24, -3, 0.35, 0.3).add(tune("G3:0.25 B3:0.25 D4:0.25 E4:0.25 A3+B3+D4+G4:2.4", 0, 76, rise,
            spread=0.02)),
        Part("vibraphone", 11, -7, 0.1, 0.4).add(tune("-:1 B4:0.5 D5:2", 0, 60)),
        Part("bass", 32, -7, 0, 0.1, low_cut=40).add(tune("D2:0.9 -:0.1 G2:2.2", 0, 78)),
    ], [(0, 104)], 2.6, 1.4)


PIECES = {"intro": intro, "outro": outro, "bed": bed, "sting": sting, "sponsor": sponsor}
