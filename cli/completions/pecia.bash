# Completion for pecia. Made from cli/options.def by pecia-generate; do not edit.
_pecia() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command='' options='' word
    COMPREPLY=()
    if [[ $cur == = ]]; then
        cur=
    elif [[ $prev == = ]]; then
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $word in
        convert | formats | inspect | compare | validate | plugin | limits | help) command=$word && break ;;
        esac
    done
    case $prev in
    -f | --from)
        mapfile -t COMPREPLY < <(compgen -W "$(pecia formats --names 2>/dev/null)" -- "$cur")
        return
        ;;
    -t | --to)
        mapfile -t COMPREPLY < <(compgen -W "$(pecia formats --names 2>/dev/null)" -- "$cur")
        return
        ;;
    -o | --output)
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        return
        ;;
    -M | --metadata)
        :
        return
        ;;
    --metadata-file)
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        return
        ;;
    -O | --option)
        :
        return
        ;;
    --resource-path)
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -d -- "$cur")
        return
        ;;
    --extract-media)
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -d -- "$cur")
        return
        ;;
    --level)
        mapfile -t COMPREPLY < <(compgen -W "words structure metadata" -- "$cur")
        return
        ;;
    --through)
        mapfile -t COMPREPLY < <(compgen -W "$(pecia formats --names 2>/dev/null)" -- "$cur")
        return
        ;;
    --most)
        :
        return
        ;;
    --profile)
        :
        return
        ;;
    --schema)
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        return
        ;;
    --schema-seconds)
        :
        return
        ;;
    --only)
        :
        return
        ;;
    --seed)
        :
        return
        ;;
    --licence)
        mapfile -t COMPREPLY < <(compgen -W "MIT BSD-2-Clause Apache-2.0 GPL-3.0-or-later CC0-1.0" -- "$cur")
        return
        ;;
    --limit)
        compopt -o nospace
        mapfile -t COMPREPLY < <(compgen -W "input= output= depth= containers= brackets= attributes= text= expansion= entities= attlists= nodes= document= entries= entry-text= entry-media= unpacked= entry-ratio= ratio= scratch= diagnostics= seconds=" -- "$cur")
        return
        ;;
    --plugin-dir)
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -d -- "$cur")
        return
        ;;
    --report)
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        return
        ;;
    --color)
        mapfile -t COMPREPLY < <(compgen -W "auto always never" -- "$cur")
        return
        ;;
    esac
    case ${command:-convert} in
    convert) options="--from --to --output --metadata --metadata-file --option --resource-path --extract-media --strict --limit --plugin-dir --report --quiet --verbose --color --version --help" ;;
    formats) options="--json --names --loss --plugin-dir --quiet --verbose --color --version --help" ;;
    inspect) options="--from --metadata --metadata-file --option --json --limit --plugin-dir --report --quiet --verbose --color --version --help" ;;
    compare) options="--from --to --option --level --through --most --json --limit --plugin-dir --report --quiet --verbose --color --version --help" ;;
    validate) options="--from --profile --schema --schema-seconds --json --limit --plugin-dir --report --quiet --verbose --color --version --help" ;;
    plugin) options="--only --in-process --seed --xslt --licence --json --plugin-dir --quiet --verbose --color --version --help" ;;
    limits) options="--json --limit --quiet --verbose --color --version --help" ;;
    help) options="--quiet --verbose --color --version --help" ;;
    esac
    if [[ $cur == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
        return
    fi
    case $command in
    formats) mapfile -t COMPREPLY < <(compgen -W "$(pecia formats --names 2>/dev/null)" -- "$cur") ;;
    help) mapfile -t COMPREPLY < <(compgen -W "convert formats inspect compare validate plugin limits help" -- "$cur") ;;
    limits) ;;
    *)
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        if [[ -z $command && $COMP_CWORD == 1 ]]; then
            mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "convert formats inspect compare validate plugin limits help" -- "$cur")
        fi
        ;;
    esac
}
complete -F _pecia pecia
