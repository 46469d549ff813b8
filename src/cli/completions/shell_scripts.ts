import type { Shell } from "./shells.ts";

/** The first line of each script behind its comment sign, by which its file is known as ours. */
export const SCRIPT_MARK = "Completions of pluginary";

const BASH = `# ${SCRIPT_MARK} for bash, written by "pluginary completions bash".
_pluginary() {
  local answer line manner=
  COMPREPLY=()
  # The program in PATH, not the one that has been typed: a key must not start an unknown file.
  answer=$(command pluginary __complete bash "$COMP_WORDBREAKS" "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null) ||
    return 0
  while IFS= read -r line; do
    if [[ -z $manner ]]; then manner=$line; else COMPREPLY+=("$line"); fi
  done <<<"$answer"
  # bash 3.2 cannot change the options of a completion.
  type compopt >/dev/null 2>&1 || return 0
  case $manner in
    open) compopt -o nospace ;;
    files) compopt -o default ;;
    folders) compopt -o dirnames ;;
  esac
}
if type compopt >/dev/null 2>&1; then
  complete -F _pluginary pluginary
else
  complete -o default -F _pluginary pluginary
fi
`;

const ZSH = `#compdef pluginary
# ${SCRIPT_MARK} for zsh, written by "pluginary completions zsh".
_pluginary() {
  local answer line
  local -a lines fields words_closed words_open shown_closed shown_open
  local -i width=0 result=1
  # The program in PATH, not the one that has been typed: a key must not start an unknown file.
  answer="$(command pluginary __complete zsh "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)" ||
    return 1
  lines=("\${(@f)answer}")
  case $lines[1] in
    files) compset -p \${#lines[2]}; _files; return ;;
    folders) compset -p \${#lines[2]}; _files -/; return ;;
  esac
  # Each line has a sign for whether the word goes on, the word, its new part and its meaning.
  for line in "\${(@)lines[3,-1]}"; do
    fields=("\${(@ps:\\t:)line}")
    (( $#fields[3] > width && $#fields[3] <= 40 )) && width=$#fields[3]
  done
  for line in "\${(@)lines[3,-1]}"; do
    fields=("\${(@ps:\\t:)line}")
    line=$fields[3]
    if [[ -n $fields[4] ]]; then
      (( $#line < width )) && line=\${(r:width:)line}
      line="$line  -- $fields[4]"
    fi
    line=$line[1,COLUMNS-2]
    if [[ $fields[1] == o ]]; then
      words_open+=("$fields[2]") shown_open+=("$line")
    else
      words_closed+=("$fields[2]") shown_closed+=("$line")
    fi
  done
  # Words are proposed in any case.
  local -a how=(-V pluginary -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}')
  [[ "$shown_closed $shown_open" == *'  -- '* ]] && how+=(-l)
  (( $#words_closed )) && compadd $how -d shown_closed -a words_closed && result=0
  (( $#words_open )) && compadd $how -S '' -d shown_open -a words_open && result=0
  return result
}
if [[ $funcstack[1] == _pluginary ]]; then
  _pluginary "$@"
else
  compdef _pluginary pluginary
fi
`;

const FISH = `# ${SCRIPT_MARK} for fish, written by "pluginary completions fish".
function __pluginary_ask
    # The program in PATH, not the one that has been typed: a key must not start an unknown file.
    set -g __pluginary_answer (command pluginary __complete fish (commandline -cp | string collect) 2>/dev/null)
    # Without this function's success, fish completes files.
    not string match -q -r '^(files|folders)$' -- "$__pluginary_answer[1]"
end
complete -c pluginary -e
complete -c pluginary -n __pluginary_ask -f -k -a '(printf "%s\\n" $__pluginary_answer[2..])'
`;

const POWERSHELL = `# ${SCRIPT_MARK} for PowerShell, written by "pluginary completions powershell".
Register-ArgumentCompleter -Native -CommandName pluginary, pluginary.exe -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @()
  $current = ''
  foreach ($element in ($commandAst.CommandElements | Select-Object -Skip 1)) {
    if ($element.Extent.StartOffset -ge $cursorPosition) { break }
    $text = $element.Extent.Text
    # Other elements, like variables, are not evaluated.
    if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $text = $element.Value }
    if ($element.Extent.EndOffset -ge $cursorPosition) { $current = $text } else { $words += $text }
  }
  # Windows PowerShell loses quotes and empty words of arguments, so they are encoded.
  $bytes = [System.Text.Encoding]::UTF8.GetBytes((@($words) + $current) -join "\`0")
  $program = Get-Command -CommandType Application -Name pluginary -ErrorAction Ignore | Select-Object -First 1
  if ($null -eq $program) { return }
  $answer = & $program.Source __complete powershell ([System.Convert]::ToBase64String($bytes)) 2>$null
  if ([string]::IsNullOrEmpty($answer)) { return }
  foreach ($proposal in ($answer | ConvertFrom-Json).proposals) {
    [System.Management.Automation.CompletionResult]::new(
      $proposal.text, $proposal.label, 'ParameterValue', $proposal.about)
  }
}
`;

/** The script of each shell, which asks the program at every completion and so is the same for all its versions. */
export const SHELL_SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: BASH,
  zsh: ZSH,
  fish: FISH,
  powershell: POWERSHELL,
};
