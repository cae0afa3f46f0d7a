# Prints what bash would offer: bash --norc offers.bash LINE
source completions/patchctl.bash
read -ra COMP_WORDS <<<"$1"
[[ $1 != *' ' ]] || COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$1 COMP_POINT=${#1} COMPREPLY=()
function_name=$(complete -p patchctl | sed -E 's/.* -F ([^ ]+) .*/\1/')
"$function_name" patchctl "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}"
