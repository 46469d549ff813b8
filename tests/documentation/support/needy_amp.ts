/** The lines of a shell that install a plugin, `Amp.vst3`, which needs to read `~/.amp/licence`. */
export const NEEDY_AMP: readonly string[] = [
  "cp -r $FIXTURES/hostile/hostile.vst3 .vst3/Amp.vst3",
  "mkdir -p .vst3/Amp.vst3/Contents/Resources .amp && echo 1234 > .amp/licence",
  "printf 'behaviour=need-file\\nfile=%s\\nmode=r\\n' $HOME/.amp/licence > .vst3/Amp.vst3/Contents/Resources/targets",
];
