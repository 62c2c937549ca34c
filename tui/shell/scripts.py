"""What makes a shell complete `onrecord`: a script for each, and where it goes.

The scripts know nothing of commands and libraries: they ask `onrecord completion SHELL -- …` at
each press of the key, so that they never go stale. The answer's first line is `words`, `files` or
`dirs` (names of files or folders fit, too); then come the candidates, one a line, for zsh and fish
with a tab and what each is. What goes wrong is nobody's business on a line that is being typed.
"""

from __future__ import annotations

BASH = r"""# bash completion for onrecord; made by: onrecord completion bash
_onrecord() {
    local line how=
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ -z $how ]]; then how=$line; else COMPREPLY+=("$line"); fi
    done < <("${1/#\~/$HOME}" completion bash -- \
        "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
    case $how in
        files) compopt -o default ;;
        dirs) compopt -o plusdirs -o filenames ;;
        *) [[ ${#COMPREPLY[@]} = 1 && ${COMPREPLY[0]} = *[:=] ]] && compopt -o nospace ;;
    esac 2>/dev/null
    return 0
}
complete -F _onrecord onrecord
"""

ZSH = r"""#compdef onrecord
# zsh completion for onrecord; made by: onrecord completion zsh
_onrecord() {
    local line text how
    local -a lines on on_shown whole whole_shown
    lines=("${(@f)$("${(Q)words[1]/#\~/$HOME}" completion zsh -- \
        "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    how=$lines[1]
    for line in "${(@)lines[2,-1]}"; do
        text=${line%%$'\t'*}
        line=${line/$'\t'/  -- }
        if [[ $text = *[:=] ]]; then
            on+=("$text") on_shown+=("${line% -- }")
        else
            whole+=("$text") whole_shown+=("${line% -- }")
        fi
    done
    (( $#on )) && compadd -S '' -l -d on_shown -a on
    (( $#whole )) && compadd -l -d whole_shown -a whole
    if [[ $how = (files|dirs) ]]; then
        compset -P '--*='
        if [[ $how = dirs ]]; then _files -/; else _files; fi
    fi
    (( $#on + $#whole ))
}
if [[ $funcstack[1] = _onrecord ]]; then
    _onrecord "$@"
elif (( $+functions[compdef] )); then
    compdef _onrecord onrecord
fi
"""

FISH = r"""# fish completion for onrecord; made by: onrecord completion fish
function __onrecord_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l word (string unescape -- $typed; or string replace -r '^["\']' '' -- $typed)
    set -l program (string replace -r '^~' $HOME -- $words[1])
    set -l found ($program completion fish -- $words[2..-1] "$word" 2>/dev/null)
    set -l option (string match -r -- '^--[^=]*=' $word)
    set -l path (string replace -r -- '^--[^=]*=' '' $word)
    switch "$found[1]"
        case files
            __fish_complete_path "$path" | string replace -r '^' -- "$option"
        case dirs
            __fish_complete_directories "$path" '' | string replace -r '^' -- "$option"
    end
    printf '%s\n' $found[2..-1]
end
complete -c onrecord -f -a '(__onrecord_complete)'
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}
