# Prints what zsh offers for a command line: `zsh -f offers.zsh FOLDER-OF-_roster 'roster va'`.
# Completion works in an interactive shell only, so one runs behind a pseudo-terminal.
zmodload zsh/zpty || exit 1
zpty shell zsh -f -i
zpty -w shell "PROMPT=; stty -echo; fpath=(${(q)1} \$fpath)"
zpty -w shell 'autoload -Uz compinit && compinit -D -u; bindkey "^I" offer'
# Each offer is printed instead of shown; calls that only fill arrays go on.
zpty -w shell 'compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return $?; fi
  local -a offers
  builtin compadd -A offers "$@"
  for offer in $offers; do print -r -- "OFFER $offer"; done
}'
# What is typed ahead would make a pasted text of the tab: the end is told before anything follows.
zpty -w shell 'offer() { zle complete-word; print -r -- THE""END }; zle -N offer'
zpty -w shell 'print READY'
line=
until [[ $line == READY* ]]; do zpty -r shell line || exit 1; done
zpty -n -w shell "$2"$'\t'
until [[ $line == *THEEND* ]]; do
  zpty -r shell line || exit 1
  if [[ $line == *'OFFER '* ]]; then print -r -- ${${line#*OFFER }%%$'\r'*}; fi
done
zpty -d shell
