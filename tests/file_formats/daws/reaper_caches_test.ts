import assert from "node:assert/strict";
import { readReaperCache, verifyReaperCache } from "../../../src/file_formats/daws/reaper_caches.ts";

Deno.test("readReaperCache() reads VSTs of all versions of REAPER", () => {
  const cached = readReaperCache(
    "[vstcache]\r\nZamTube.vst3=00A0,1976543755{2046504473616C634255545A00000000,ZamTube (Damien Zammit)\r\n" +
      "Shell.vst3=00A0,0,<SHELL>\r\nShell.vst3<1091050614=00A0,1091050614,MV2 Stereo (Waves)\r\n" +
      "B2B.vst=00A0,-955010653,audiounit (Ambisonic Studio) (4ch)\r\nBFD3.vst=00A0,860112450,BFD3 (FXpansion) (2->32ch)!!!VSTi\r\n" +
      "Nothing.dll=00A0\r\nwhat is this\r\n",
  );
  assert.deepEqual(
    cached.map((
      { format, file, number, title, isInstrument },
    ) => [format, file, number, title, isInstrument]),
    [
      ["vst3", "ZamTube.vst3", 1976543755, "ZamTube (Damien Zammit)", false],
      ["vst3", "Shell.vst3", 1091050614, "MV2 Stereo (Waves)", false],
      ["vst2", "B2B.vst", -955010653, "audiounit (Ambisonic Studio) (4ch)", false],
      ["vst2", "BFD3.vst", 860112450, "BFD3 (FXpansion) (2->32ch)", true],
    ],
  );
  assert.deepEqual(verifyReaperCache(cached), { plugins: 4, verified: 1, wrong: 0 });
  const wrong = readReaperCache("[vstcache]\nX.vst3=0,1{2046504473616C634255545A00000000,X\n");
  assert.deepEqual(verifyReaperCache(wrong), { plugins: 1, verified: 0, wrong: 1 });
});

Deno.test("readReaperCache() reads CLAPs", () => {
  const cached = readReaperCache(
    "[ogler.clap]\n_=54142C7F01AFDA01\ndev.x.ogler=0|ogler (X)\ndev.x.synth=1|Synth (X)\n",
  );
  assert.deepEqual(cached, [
    { format: "clap", file: "ogler.clap", nativeId: "dev.x.ogler", title: "ogler (X)", isInstrument: false },
    { format: "clap", file: "ogler.clap", nativeId: "dev.x.synth", title: "Synth (X)", isInstrument: true },
  ]);
});
