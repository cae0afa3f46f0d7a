# Prints what fish would offer: fish --no-config offers.fish LINE
source completions/patchctl.fish
complete -C $argv[1] | string split --fields 1 \t
