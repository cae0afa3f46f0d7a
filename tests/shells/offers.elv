# Prints what elvish would offer: elvish -norc offers.elv LINE
# The edit: module exists on a terminal only; a stand-in with what completion scripts use of it takes its place.
use str
var completion: = (ns [&arg-completer=[&]])
var edit: = (ns [&completion:=$completion: &complex-candidate~={|text &display='' &code-suffix=' '| put $text }])
eval (slurp < completions/patchctl.elv) &ns=(ns [&edit:=$edit:])
var words = [(str:split " " $args[0])]
var last = $words[-1]
for offer [($edit:completion:arg-completer[$words[0]] $@words)] {
  if (str:has-prefix $offer $last) { echo $offer }
}
