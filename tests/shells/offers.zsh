# Prints what zsh would offer: zsh -f offers.zsh LINE SCRATCH-FOLDER
# zsh completes on a terminal only, so a second zsh runs on a pseudo terminal; there, compadd also writes each match to a file.
zmodload zsh/zpty
line=$1 scratch=$2
rm -f $scratch/offers $scratch/ready $scratch/done
zpty worker "TERM=dumb zsh -f -i"
zpty -w worker "PS1= RPS1= fpath=(\$PWD/completions \$fpath); unsetopt zle_bracketed_paste list_ambiguous beep; LISTMAX=10000"
zpty -w worker "autoload -Uz compinit; compinit -u -d $scratch/dump"
zpty -w worker "compadd() { local -a hits; builtin compadd -O hits \"\$@\"; print -rl -- \$hits >>$scratch/offers; builtin compadd \"\$@\" }"
zpty -w worker "offer() { _main_complete }; zle -C offer list-choices offer; bindkey '^X' offer"
zpty -w worker "finish() { : >$scratch/done; exit }; zle -N finish; bindkey '^Y' finish; : >$scratch/ready"
repeat 100; do [[ -e $scratch/ready ]] && break; sleep 0.1; done
zpty -w -n worker "$line"$'\x18\x19'
repeat 100; do [[ -e $scratch/done ]] && break; sleep 0.1; done
zpty -d worker
cat $scratch/offers
