#!/bin/bash

__roster_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__roster_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__roster_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__roster_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_roster() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--version -h --help)
    local -a repeating_options=()
    local -a non_repeating_options=()
    __roster_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    plan|apply|validate|show|drift|state|import|pull|schema|explain|serve|help)
        # Offer subcommand argument completions
        "_roster_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'plan apply validate show drift state import pull schema explain serve help' -- "${cur}"))
        ;;
    esac
}

_roster_plan() {
    repeating_flags=()
    non_repeating_flags=(--follow-links --sandbox --allow-empty --refresh --full --summary --quiet -q --verbose -v --detailed-exitcode --version -h --help)
    repeating_options=(--only --exclude --report)
    non_repeating_options=(--state --lock-timeout --endpoint --api-key-file --seed --parallelism --rate --timeout --retries --max-creates --max-updates --max-forgets --max-deletes --format --group-by --max-bytes --color --out)
    __roster_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--state')
        __roster_add_completions -f
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--endpoint')
        return
        ;;
    '--api-key-file')
        __roster_add_completions -f
        return
        ;;
    '--seed')
        __roster_add_completions -o plusdirs -fX '!*.@(yaml|yml)'
        return
        ;;
    '--parallelism')
        return
        ;;
    '--rate')
        return
        ;;
    '--timeout')
        return
        ;;
    '--retries')
        return
        ;;
    '--only')
        return
        ;;
    '--exclude')
        return
        ;;
    '--max-creates')
        return
        ;;
    '--max-updates')
        return
        ;;
    '--max-forgets')
        return
        ;;
    '--max-deletes')
        return
        ;;
    '--format')
        __roster_add_completions -W 'text'$'\n''json'$'\n''markdown'$'\n''html'
        return
        ;;
    '--report')
        return
        ;;
    '--group-by')
        __roster_add_completions -W 'file'$'\n''company'
        return
        ;;
    '--max-bytes')
        return
        ;;
    '--color')
        __roster_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--out')
        __roster_add_completions -o plusdirs -fX '!*.@(json)'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __roster_add_completions -o plusdirs -fX '!*.@(yaml|yml)'
        return
        ;;
    esac
}

_roster_apply() {
    repeating_flags=()
    non_repeating_flags=(--follow-links --sandbox --allow-empty --refresh --full --summary --quiet -q --verbose -v --auto-approve --preflight --no-preflight --adopt --version -h --help)
    repeating_options=(--only --exclude --report)
    non_repeating_options=(--state --lock-timeout --endpoint --api-key-file --seed --parallelism --rate --timeout --retries --max-creates --max-updates --max-forgets --max-deletes --format --group-by --max-bytes --color --max-failures)
    __roster_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--state')
        __roster_add_completions -f
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--endpoint')
        return
        ;;
    '--api-key-file')
        __roster_add_completions -f
        return
        ;;
    '--seed')
        __roster_add_completions -o plusdirs -fX '!*.@(yaml|yml)'
        return
        ;;
    '--parallelism')
        return
        ;;
    '--rate')
        return
        ;;
    '--timeout')
        return
        ;;
    '--retries')
        return
        ;;
    '--only')
        return
        ;;
    '--exclude')
        return
        ;;
    '--max-creates')
        return
        ;;
    '--max-updates')
        return
        ;;
    '--max-forgets')
        return
        ;;
    '--max-deletes')
        return
        ;;
    '--format')
        __roster_add_completions -W 'text'$'\n''json'$'\n''markdown'$'\n''html'
        return
        ;;
    '--report')
        return
        ;;
    '--group-by')
        __roster_add_completions -W 'file'$'\n''company'
        return
        ;;
    '--max-bytes')
        return
        ;;
    '--color')
        __roster_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--max-failures')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __roster_add_completions -o plusdirs -fX '!*.@(yaml|yml)'
        return
        ;;
    esac
}

_roster_validate() {
    repeating_flags=()
    non_repeating_flags=(--follow-links --quiet -q --verbose -v --version -h --help)
    repeating_options=()
    non_repeating_options=(--color --format)
    __roster_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--color')
        __roster_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--format')
        __roster_add_completions -W 'text'$'\n''json'$'\n''github'$'\n''sarif'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __roster_add_completions -o plusdirs -fX '!*.@(yaml|yml)'
        return
        ;;
    esac
}

_roster_show() {
    repeating_flags=()
    non_repeating_flags=(--full --summary --quiet -q --verbose -v --version -h --help)
    repeating_options=(--report)
    non_repeating_options=(--format --group-by --max-bytes --color)
    __roster_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--format')
        __roster_add_completions -W 'text'$'\n''json'$'\n''markdown'$'\n''html'
        return
        ;;
    '--report')
        return
        ;;
    '--group-by')
        __roster_add_completions -W 'file'$'\n''company'
        return
        ;;
    '--max-bytes')
        return
        ;;
    '--color')
        __roster_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __roster_add_completions -o plusdirs -fX '!*.@(json)'
        return
        ;;
    esac
}

_roster_drift() {
    repeating_flags=()
    non_repeating_flags=(--sandbox --quiet -q --verbose -v --detailed-exitcode --version -h --help)
    repeating_options=()
    non_repeating_options=(--state --lock-timeout --endpoint --api-key-file --seed --parallelism --rate --timeout --retries --color --format)
    __roster_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--state')
        __roster_add_completions -f
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--endpoint')
        return
        ;;
    '--api-key-file')
        __roster_add_completions -f
        return
        ;;
    '--seed')
        __roster_add_completions -o plusdirs -fX '!*.@(yaml|yml)'
        return
        ;;
    '--parallelism')
        return
        ;;
    '--rate')
        return
        ;;
    '--timeout')
        return
        ;;
    '--retries')
        return
        ;;
    '--color')
        __roster_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--format')
        __roster_add_completions -W 'text'$'\n''json'
        return
        ;;
    esac
}

_roster_state() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __roster_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|mv|rm|repair)
        # Offer subcommand argument completions
        "_roster_state_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show mv rm repair' -- "${cur}"))
        ;;
    esac
}

_roster_state_list() {
    repeating_flags=()
    non_repeating_flags=(--quiet -q --verbose -v --version -h --help)
    repeating_options=()
    non_repeating_options=(--state --lock-timeout --color --format)
    __roster_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--state')
        __roster_add_completions -f
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--color')
        __roster_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--format')
        __roster_add_completions -W 'text'$'\n''json'
        return
        ;;
    esac
}

_roster_state_show() {
    repeating_flags=()
    non_repeating_flags=(--quiet -q --verbose -v --version -h --help)
    repeating_options=()
    non_repeating_options=(--state --lock-timeout --color --format)
    __roster_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--state')
        __roster_add_completions -f
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--color')
        __roster_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--format')
        __roster_add_completions -W 'text'$'\n''json'
        return
        ;;
    esac
}

_roster_state_mv() {
    repeating_flags=()
    non_repeating_flags=(--dry-run --quiet -q --verbose -v --version -h --help)
    repeating_options=()
    non_repeating_options=(--state --lock-timeout --color)
    __roster_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--state')
        __roster_add_completions -f
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--color')
        __roster_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_roster_state_rm() {
    repeating_flags=()
    non_repeating_flags=(--dry-run --quiet -q --verbose -v --version -h --help)
    repeating_options=()
    non_repeating_options=(--state --lock-timeout --color)
    __roster_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--state')
        __roster_add_completions -f
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--color')
        __roster_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_roster_state_repair() {
    repeating_flags=()
    non_repeating_flags=(--sandbox --dry-run --quiet -q --verbose -v --version -h --help)
    repeating_options=()
    non_repeating_options=(--merge --base --state --lock-timeout --endpoint --color)
    __roster_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--merge')
        __roster_add_completions -f
        return
        ;;
    '--base')
        __roster_add_completions -f
        return
        ;;
    '--state')
        __roster_add_completions -f
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--endpoint')
        return
        ;;
    '--color')
        __roster_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_roster_import() {
    repeating_flags=()
    non_repeating_flags=(--quiet -q --verbose -v --version -h --help)
    repeating_options=(--map --custom --owner)
    non_repeating_options=(--out --encoding --company-from --delimiter --merge-into --color)
    __roster_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--out')
        __roster_add_completions -o plusdirs -fX '!*.@(yaml)'
        return
        ;;
    '--map')
        return
        ;;
    '--custom')
        return
        ;;
    '--owner')
        return
        ;;
    '--encoding')
        return
        ;;
    '--company-from')
        __roster_add_completions -W 'domain'$'\n''name'
        return
        ;;
    '--delimiter')
        return
        ;;
    '--merge-into')
        __roster_add_completions -d
        return
        ;;
    '--color')
        __roster_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __roster_add_completions -o plusdirs -fX '!*.@(csv|tsv|vcf)'
        return
        ;;
    esac
}

_roster_pull() {
    repeating_flags=()
    non_repeating_flags=(--without-owners --sandbox --quiet -q --verbose -v --version -h --help)
    repeating_options=()
    non_repeating_options=(--out --merge-into --endpoint --api-key-file --seed --parallelism --rate --timeout --retries --color)
    __roster_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--out')
        __roster_add_completions -o plusdirs -fX '!*.@(yaml)'
        return
        ;;
    '--merge-into')
        __roster_add_completions -d
        return
        ;;
    '--endpoint')
        return
        ;;
    '--api-key-file')
        __roster_add_completions -f
        return
        ;;
    '--seed')
        __roster_add_completions -o plusdirs -fX '!*.@(yaml|yml)'
        return
        ;;
    '--parallelism')
        return
        ;;
    '--rate')
        return
        ;;
    '--timeout')
        return
        ;;
    '--retries')
        return
        ;;
    '--color')
        __roster_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_roster_schema() {
    repeating_flags=()
    non_repeating_flags=(--plan --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __roster_offer_flags_options 0
}

_roster_explain() {
    repeating_flags=()
    non_repeating_flags=(--markdown --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __roster_offer_flags_options 1
}

_roster_serve() {
    repeating_flags=()
    non_repeating_flags=(--quiet -q --verbose -v --version -h --help)
    repeating_options=()
    non_repeating_options=(--port --db --rate-limit --seed --faults --color)
    __roster_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--port')
        return
        ;;
    '--db')
        __roster_add_completions -f
        return
        ;;
    '--rate-limit')
        return
        ;;
    '--seed')
        __roster_add_completions -o plusdirs -fX '!*.@(yaml|yml)'
        return
        ;;
    '--faults')
        __roster_add_completions -o plusdirs -fX '!*.@(yaml|yml)'
        return
        ;;
    '--color')
        __roster_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_roster_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __roster_offer_flags_options -1
}

complete -o filenames -F _roster roster
