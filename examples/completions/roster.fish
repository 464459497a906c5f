function __roster_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __roster_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __roster_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __roster_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __roster_parse_tokens -S
    set -l unparsed_tokens (__roster_tokens -pc)
    switch $unparsed_tokens[1]
    case 'roster'
        __roster_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'plan'
            __roster_parse_subcommand -r 1 'follow-links' 'state=' 'lock-timeout=' 'endpoint=' 'sandbox' 'api-key-file=' 'seed=' 'parallelism=' 'rate=' 'timeout=' 'retries=' 'only=+' 'exclude=+' 'max-creates=' 'max-updates=' 'max-forgets=' 'max-deletes=' 'allow-empty' 'refresh' 'format=' 'report=+' 'full' 'group-by=' 'summary' 'max-bytes=' 'color=' 'q/quiet' 'v/verbose' 'out=' 'detailed-exitcode' 'version' 'h/help'
        case 'apply'
            __roster_parse_subcommand -r 1 'follow-links' 'state=' 'lock-timeout=' 'endpoint=' 'sandbox' 'api-key-file=' 'seed=' 'parallelism=' 'rate=' 'timeout=' 'retries=' 'only=+' 'exclude=+' 'max-creates=' 'max-updates=' 'max-forgets=' 'max-deletes=' 'allow-empty' 'refresh' 'format=' 'report=+' 'full' 'group-by=' 'summary' 'max-bytes=' 'color=' 'q/quiet' 'v/verbose' 'auto-approve' 'preflight' 'no-preflight' 'adopt' 'max-failures=' 'version' 'h/help'
        case 'validate'
            __roster_parse_subcommand -r 1 'follow-links' 'color=' 'q/quiet' 'v/verbose' 'format=' 'version' 'h/help'
        case 'show'
            __roster_parse_subcommand 1 'format=' 'report=+' 'full' 'group-by=' 'summary' 'max-bytes=' 'color=' 'q/quiet' 'v/verbose' 'version' 'h/help'
        case 'drift'
            __roster_parse_subcommand 1 'state=' 'lock-timeout=' 'endpoint=' 'sandbox' 'api-key-file=' 'seed=' 'parallelism=' 'rate=' 'timeout=' 'retries=' 'color=' 'q/quiet' 'v/verbose' 'format=' 'detailed-exitcode' 'version' 'h/help'
        case 'state'
            __roster_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'list'
                __roster_parse_subcommand 1 'state=' 'lock-timeout=' 'color=' 'q/quiet' 'v/verbose' 'format=' 'version' 'h/help'
            case 'show'
                __roster_parse_subcommand 1 'state=' 'lock-timeout=' 'color=' 'q/quiet' 'v/verbose' 'format=' 'version' 'h/help'
            case 'mv'
                __roster_parse_subcommand 2 'state=' 'lock-timeout=' 'dry-run' 'color=' 'q/quiet' 'v/verbose' 'version' 'h/help'
            case 'rm'
                __roster_parse_subcommand -r 1 'state=' 'lock-timeout=' 'dry-run' 'color=' 'q/quiet' 'v/verbose' 'version' 'h/help'
            case 'repair'
                __roster_parse_subcommand 0 'merge=' 'base=' 'state=' 'lock-timeout=' 'endpoint=' 'sandbox' 'dry-run' 'color=' 'q/quiet' 'v/verbose' 'version' 'h/help'
            end
        case 'import'
            __roster_parse_subcommand -r 1 'out=' 'map=+' 'custom=+' 'owner=+' 'encoding=' 'company-from=' 'delimiter=' 'merge-into=' 'color=' 'q/quiet' 'v/verbose' 'version' 'h/help'
        case 'pull'
            __roster_parse_subcommand 0 'out=' 'merge-into=' 'without-owners' 'endpoint=' 'sandbox' 'api-key-file=' 'seed=' 'parallelism=' 'rate=' 'timeout=' 'retries=' 'color=' 'q/quiet' 'v/verbose' 'version' 'h/help'
        case 'schema'
            __roster_parse_subcommand 0 'plan' 'version' 'h/help'
        case 'explain'
            __roster_parse_subcommand 1 'markdown' 'version' 'h/help'
        case 'serve'
            __roster_parse_subcommand 0 'port=' 'db=' 'rate-limit=' 'seed=' 'faults=' 'color=' 'q/quiet' 'v/verbose' 'version' 'h/help'
        case 'help'
            __roster_parse_subcommand -r 1 'version'
        end
    end
end

function __roster_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __roster_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __roster_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __roster_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__roster_tokens -p)
    if test -z "$(__roster_tokens -t)"
        set -l index (count (__roster_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'roster' -f
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster" version' -l 'version' -d 'Show the version.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster" -eq 1' -fa 'plan' -d 'Show what an apply would do.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster" -eq 1' -fa 'apply' -d 'Make the CRM match the manifest, or apply a saved plan.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster" -eq 1' -fa 'validate' -d 'Check manifests: everything that is wrong, with its place and its repair.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster" -eq 1' -fa 'show' -d 'Show a saved plan, in any form.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster" -eq 1' -fa 'drift' -d 'Show what was changed in the CRM since the last apply.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster" -eq 1' -fa 'state' -d 'Look at the state file, and change it by hand.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster" -eq 1' -fa 'import' -d 'Make a manifest of CSV files and vCards.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster" -eq 1' -fa 'pull' -d 'Make a manifest of the contacts that are in the CRM.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster" -eq 1' -fa 'schema' -d 'Print the JSON Schema of the manifest, for editors, or of the plan.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster" -eq 1' -fa 'explain' -d 'Say what a diagnostic\'s code means, with an example and its repair.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster" -eq 1' -fa 'serve' -d 'Run the sandbox CRM as a server on this machine.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster plan" -ge 1' -fa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" follow-links' -l 'follow-links' -d 'Follow links in a manifest\'s folder that lead out of it; what they lead to is not quoted.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" state' -l 'state' -d 'The state file (default: $ROSTER_STATE, else roster.state.jsonl where the manifest is).' -rF
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" lock-timeout' -l 'lock-timeout' -d 'How long to wait for another roster that has the state locked, such as 30s or 2m.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" endpoint' -l 'endpoint' -d 'The API to use (default: $ROSTER_ENDPOINT, else https://api.lemlist.com/api).' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" sandbox' -l 'sandbox' -d 'Use the embedded CRM, kept in .roster/sandbox.sqlite beside the state: no account is needed.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" api-key-file' -l 'api-key-file' -d 'A file that holds the API key (default: the key is in $LEMLIST_API_KEY).' -rF
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" seed' -l 'seed' -d 'With --sandbox: what a new sandbox holds at first, as YAML.' -rfa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" parallelism' -l 'parallelism' -d 'How many requests are in flight at once.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" rate' -l 'rate' -d 'The rate to stay below, such as 5/1s, or off.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" timeout' -l 'timeout' -d 'How long one request may take.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" retries' -l 'retries' -d 'How often a request is repeated after a passing failure.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan"' -l 'only' -d 'Plan only contacts whose address matches; repeatable.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan"' -l 'exclude' -d 'Leave out contacts whose address matches; repeatable.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" max-creates' -l 'max-creates' -d 'Refuse to create more than that: a count or a share (30%).' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" max-updates' -l 'max-updates' -d 'Refuse to update more than that: a count or a share.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" max-forgets' -l 'max-forgets' -d 'Refuse to forget more than that: a count or a share.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" max-deletes' -l 'max-deletes' -d 'Refuse to delete more than that: a count or a share (default: 0).' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" allow-empty' -l 'allow-empty' -d 'Allow a manifest without contacts over a state that has some.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" refresh' -l 'refresh' -d 'Read the contacts from the CRM first, and undo what was changed there.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" format' -l 'format' -d 'The form of the result on standard output: text, json, markdown or html.' -rfka 'text json markdown html'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan"' -l 'report' -d 'Write the report to a file too, also on failure; repeatable.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" full' -l 'full' -d 'List every change in the text, instead of folding alike ones above 200.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" group-by' -l 'group-by' -d 'Group the plan\'s text: by file or by company.' -rfka 'file company'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" summary' -l 'summary' -d 'Show the plan\'s text as counts by action, company and field only.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" max-bytes' -l 'max-bytes' -d 'Never write longer Markdown than that.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" color' -l 'color' -d 'When to use colour: auto, always or never. NO_COLOR is honoured.' -rfka 'auto always never'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" q quiet' -l 'quiet' -s 'q' -d 'Say only results and errors.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" v verbose' -l 'verbose' -s 'v' -d 'Say more about what happens.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" out' -l 'out' -d 'Save the plan, for `roster apply FILE`.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'json\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" detailed-exitcode' -l 'detailed-exitcode' -d 'Exit with 2 when there are changes.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" version' -l 'version' -d 'Show the version.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster plan" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster apply" -ge 1' -fa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" follow-links' -l 'follow-links' -d 'Follow links in a manifest\'s folder that lead out of it; what they lead to is not quoted.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" state' -l 'state' -d 'The state file (default: $ROSTER_STATE, else roster.state.jsonl where the manifest is).' -rF
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" lock-timeout' -l 'lock-timeout' -d 'How long to wait for another roster that has the state locked, such as 30s or 2m.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" endpoint' -l 'endpoint' -d 'The API to use (default: $ROSTER_ENDPOINT, else https://api.lemlist.com/api).' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" sandbox' -l 'sandbox' -d 'Use the embedded CRM, kept in .roster/sandbox.sqlite beside the state: no account is needed.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" api-key-file' -l 'api-key-file' -d 'A file that holds the API key (default: the key is in $LEMLIST_API_KEY).' -rF
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" seed' -l 'seed' -d 'With --sandbox: what a new sandbox holds at first, as YAML.' -rfa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" parallelism' -l 'parallelism' -d 'How many requests are in flight at once.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" rate' -l 'rate' -d 'The rate to stay below, such as 5/1s, or off.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" timeout' -l 'timeout' -d 'How long one request may take.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" retries' -l 'retries' -d 'How often a request is repeated after a passing failure.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply"' -l 'only' -d 'Plan only contacts whose address matches; repeatable.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply"' -l 'exclude' -d 'Leave out contacts whose address matches; repeatable.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" max-creates' -l 'max-creates' -d 'Refuse to create more than that: a count or a share (30%).' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" max-updates' -l 'max-updates' -d 'Refuse to update more than that: a count or a share.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" max-forgets' -l 'max-forgets' -d 'Refuse to forget more than that: a count or a share.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" max-deletes' -l 'max-deletes' -d 'Refuse to delete more than that: a count or a share (default: 0).' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" allow-empty' -l 'allow-empty' -d 'Allow a manifest without contacts over a state that has some.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" refresh' -l 'refresh' -d 'Read the contacts from the CRM first, and undo what was changed there.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" format' -l 'format' -d 'The form of the result on standard output: text, json, markdown or html.' -rfka 'text json markdown html'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply"' -l 'report' -d 'Write the report to a file too, also on failure; repeatable.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" full' -l 'full' -d 'List every change in the text, instead of folding alike ones above 200.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" group-by' -l 'group-by' -d 'Group the plan\'s text: by file or by company.' -rfka 'file company'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" summary' -l 'summary' -d 'Show the plan\'s text as counts by action, company and field only.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" max-bytes' -l 'max-bytes' -d 'Never write longer Markdown than that.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" color' -l 'color' -d 'When to use colour: auto, always or never. NO_COLOR is honoured.' -rfka 'auto always never'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" q quiet' -l 'quiet' -s 'q' -d 'Say only results and errors.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" v verbose' -l 'verbose' -s 'v' -d 'Say more about what happens.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" auto-approve' -l 'auto-approve' -d 'Do not ask.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" preflight' -l 'preflight' -d 'Check owners, custom fields and companies before the first write.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" no-preflight' -l 'no-preflight' -d 'Check owners, custom fields and companies before the first write.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" adopt' -l 'adopt' -d 'Expect contacts to exist already: do not name each one that is taken over.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" max-failures' -l 'max-failures' -d 'Stop after so many failures in a row; 0 never.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" version' -l 'version' -d 'Show the version.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster apply" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster validate" -ge 1' -fa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster validate" follow-links' -l 'follow-links' -d 'Follow links in a manifest\'s folder that lead out of it; what they lead to is not quoted.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster validate" color' -l 'color' -d 'When to use colour: auto, always or never. NO_COLOR is honoured.' -rfka 'auto always never'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster validate" q quiet' -l 'quiet' -s 'q' -d 'Say only results and errors.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster validate" v verbose' -l 'verbose' -s 'v' -d 'Say more about what happens.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster validate" format' -l 'format' -d 'The form of the result: text, json, github (workflow annotations) or sarif (2.1.0).' -rfka 'text json github sarif'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster validate" version' -l 'version' -d 'Show the version.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster validate" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster show" -eq 1' -fa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'json\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster show" format' -l 'format' -d 'The form of the result on standard output: text, json, markdown or html.' -rfka 'text json markdown html'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster show"' -l 'report' -d 'Write the report to a file too, also on failure; repeatable.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster show" full' -l 'full' -d 'List every change in the text, instead of folding alike ones above 200.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster show" group-by' -l 'group-by' -d 'Group the plan\'s text: by file or by company.' -rfka 'file company'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster show" summary' -l 'summary' -d 'Show the plan\'s text as counts by action, company and field only.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster show" max-bytes' -l 'max-bytes' -d 'Never write longer Markdown than that.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster show" color' -l 'color' -d 'When to use colour: auto, always or never. NO_COLOR is honoured.' -rfka 'auto always never'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster show" q quiet' -l 'quiet' -s 'q' -d 'Say only results and errors.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster show" v verbose' -l 'verbose' -s 'v' -d 'Say more about what happens.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster show" version' -l 'version' -d 'Show the version.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster drift" state' -l 'state' -d 'The state file (default: $ROSTER_STATE, else roster.state.jsonl where the manifest is).' -rF
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster drift" lock-timeout' -l 'lock-timeout' -d 'How long to wait for another roster that has the state locked, such as 30s or 2m.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster drift" endpoint' -l 'endpoint' -d 'The API to use (default: $ROSTER_ENDPOINT, else https://api.lemlist.com/api).' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster drift" sandbox' -l 'sandbox' -d 'Use the embedded CRM, kept in .roster/sandbox.sqlite beside the state: no account is needed.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster drift" api-key-file' -l 'api-key-file' -d 'A file that holds the API key (default: the key is in $LEMLIST_API_KEY).' -rF
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster drift" seed' -l 'seed' -d 'With --sandbox: what a new sandbox holds at first, as YAML.' -rfa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster drift" parallelism' -l 'parallelism' -d 'How many requests are in flight at once.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster drift" rate' -l 'rate' -d 'The rate to stay below, such as 5/1s, or off.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster drift" timeout' -l 'timeout' -d 'How long one request may take.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster drift" retries' -l 'retries' -d 'How often a request is repeated after a passing failure.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster drift" color' -l 'color' -d 'When to use colour: auto, always or never. NO_COLOR is honoured.' -rfka 'auto always never'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster drift" q quiet' -l 'quiet' -s 'q' -d 'Say only results and errors.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster drift" v verbose' -l 'verbose' -s 'v' -d 'Say more about what happens.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster drift" format' -l 'format' -d 'The form of the result: text or json.' -rfka 'text json'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster drift" detailed-exitcode' -l 'detailed-exitcode' -d 'Exit with 2 when there is drift.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster drift" version' -l 'version' -d 'Show the version.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster drift" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state" version' -l 'version' -d 'Show the version.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster state" -eq 1' -fa 'list' -d 'List the contacts in the state.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster state" -eq 1' -fa 'show' -d 'Show what the state records of one contact.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster state" -eq 1' -fa 'mv' -d 'Move a contact to another address in the state; the CRM is not touched.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster state" -eq 1' -fa 'rm' -d 'Remove contacts from the state; the CRM is not touched.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster state" -eq 1' -fa 'repair' -d 'Replace a damaged state by what is sound in it.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state list" state' -l 'state' -d 'The state file (default: $ROSTER_STATE, else roster.state.jsonl where the manifest is).' -rF
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state list" lock-timeout' -l 'lock-timeout' -d 'How long to wait for another roster that has the state locked, such as 30s or 2m.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state list" color' -l 'color' -d 'When to use colour: auto, always or never. NO_COLOR is honoured.' -rfka 'auto always never'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state list" q quiet' -l 'quiet' -s 'q' -d 'Say only results and errors.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state list" v verbose' -l 'verbose' -s 'v' -d 'Say more about what happens.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state list" format' -l 'format' -d 'The form of the result: text or json.' -rfka 'text json'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state list" version' -l 'version' -d 'Show the version.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state show" state' -l 'state' -d 'The state file (default: $ROSTER_STATE, else roster.state.jsonl where the manifest is).' -rF
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state show" lock-timeout' -l 'lock-timeout' -d 'How long to wait for another roster that has the state locked, such as 30s or 2m.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state show" color' -l 'color' -d 'When to use colour: auto, always or never. NO_COLOR is honoured.' -rfka 'auto always never'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state show" q quiet' -l 'quiet' -s 'q' -d 'Say only results and errors.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state show" v verbose' -l 'verbose' -s 'v' -d 'Say more about what happens.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state show" format' -l 'format' -d 'The form of the result: text or json.' -rfka 'text json'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state show" version' -l 'version' -d 'Show the version.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state mv" state' -l 'state' -d 'The state file (default: $ROSTER_STATE, else roster.state.jsonl where the manifest is).' -rF
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state mv" lock-timeout' -l 'lock-timeout' -d 'How long to wait for another roster that has the state locked, such as 30s or 2m.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state mv" dry-run' -l 'dry-run' -d 'Say what would be done, and do nothing.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state mv" color' -l 'color' -d 'When to use colour: auto, always or never. NO_COLOR is honoured.' -rfka 'auto always never'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state mv" q quiet' -l 'quiet' -s 'q' -d 'Say only results and errors.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state mv" v verbose' -l 'verbose' -s 'v' -d 'Say more about what happens.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state mv" version' -l 'version' -d 'Show the version.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state mv" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state rm" state' -l 'state' -d 'The state file (default: $ROSTER_STATE, else roster.state.jsonl where the manifest is).' -rF
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state rm" lock-timeout' -l 'lock-timeout' -d 'How long to wait for another roster that has the state locked, such as 30s or 2m.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state rm" dry-run' -l 'dry-run' -d 'Say what would be done, and do nothing.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state rm" color' -l 'color' -d 'When to use colour: auto, always or never. NO_COLOR is honoured.' -rfka 'auto always never'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state rm" q quiet' -l 'quiet' -s 'q' -d 'Say only results and errors.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state rm" v verbose' -l 'verbose' -s 'v' -d 'Say more about what happens.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state rm" version' -l 'version' -d 'Show the version.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state rm" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state repair" merge' -l 'merge' -d 'Merge this other state into the one in place.' -rF
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state repair" base' -l 'base' -d 'With --merge: the state that both grew from.' -rF
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state repair" state' -l 'state' -d 'The state file (default: $ROSTER_STATE, else roster.state.jsonl where the manifest is).' -rF
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state repair" lock-timeout' -l 'lock-timeout' -d 'How long to wait for another roster that has the state locked, such as 30s or 2m.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state repair" endpoint' -l 'endpoint' -d 'The API to use (default: $ROSTER_ENDPOINT, else https://api.lemlist.com/api).' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state repair" sandbox' -l 'sandbox' -d 'Use the embedded CRM, kept in .roster/sandbox.sqlite beside the state: no account is needed.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state repair" dry-run' -l 'dry-run' -d 'Say what would be done, and do nothing.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state repair" color' -l 'color' -d 'When to use colour: auto, always or never. NO_COLOR is honoured.' -rfka 'auto always never'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state repair" q quiet' -l 'quiet' -s 'q' -d 'Say only results and errors.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state repair" v verbose' -l 'verbose' -s 'v' -d 'Say more about what happens.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state repair" version' -l 'version' -d 'Show the version.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster state repair" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'roster' -n '__roster_should_offer_completions_for_positional "roster import" -ge 1' -fa '(set -l exts \'csv\' \'tsv\' \'vcf\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster import" out' -l 'out' -d 'The manifest to write (default: standard output).' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'yaml\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster import"' -l 'map' -d 'Take a column as a field, such as \'Work Email=email\'; repeatable.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster import"' -l 'custom' -d 'Take a column as a custom field; repeatable.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster import"' -l 'owner' -d 'Take an owner\'s name as an email address or user id, such as \'Ada Brook=ada@example.com\'; repeatable.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster import" encoding' -l 'encoding' -d 'The files\' encoding, such as windows-1250 or shift_jis (default: found by looking).' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster import" company-from' -l 'company-from' -d 'What makes two rows\' company the same: domain or name.' -rfka 'domain name'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster import" delimiter' -l 'delimiter' -d 'The CSV files\' delimiter (default: found by looking).' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster import" merge-into' -l 'merge-into' -d 'Add only contacts that the manifests in that folder do not declare yet, as a new file in it.' -rfa '(__roster_complete_directories)'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster import" color' -l 'color' -d 'When to use colour: auto, always or never. NO_COLOR is honoured.' -rfka 'auto always never'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster import" q quiet' -l 'quiet' -s 'q' -d 'Say only results and errors.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster import" v verbose' -l 'verbose' -s 'v' -d 'Say more about what happens.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster import" version' -l 'version' -d 'Show the version.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster import" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster pull" out' -l 'out' -d 'The manifest to write (default: standard output).' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'yaml\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster pull" merge-into' -l 'merge-into' -d 'Add only contacts that the manifests in that folder do not declare yet, as a new file in it.' -rfa '(__roster_complete_directories)'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster pull" without-owners' -l 'without-owners' -d 'Leave the owners out: they stay as the CRM has them.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster pull" endpoint' -l 'endpoint' -d 'The API to use (default: $ROSTER_ENDPOINT, else https://api.lemlist.com/api).' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster pull" sandbox' -l 'sandbox' -d 'Use the embedded CRM, kept in .roster/sandbox.sqlite beside the state: no account is needed.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster pull" api-key-file' -l 'api-key-file' -d 'A file that holds the API key (default: the key is in $LEMLIST_API_KEY).' -rF
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster pull" seed' -l 'seed' -d 'With --sandbox: what a new sandbox holds at first, as YAML.' -rfa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster pull" parallelism' -l 'parallelism' -d 'How many requests are in flight at once.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster pull" rate' -l 'rate' -d 'The rate to stay below, such as 5/1s, or off.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster pull" timeout' -l 'timeout' -d 'How long one request may take.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster pull" retries' -l 'retries' -d 'How often a request is repeated after a passing failure.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster pull" color' -l 'color' -d 'When to use colour: auto, always or never. NO_COLOR is honoured.' -rfka 'auto always never'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster pull" q quiet' -l 'quiet' -s 'q' -d 'Say only results and errors.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster pull" v verbose' -l 'verbose' -s 'v' -d 'Say more about what happens.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster pull" version' -l 'version' -d 'Show the version.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster pull" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster schema" plan' -l 'plan' -d 'Print the schema of the plan\'s JSON instead.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster schema" version' -l 'version' -d 'Show the version.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster schema" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster explain" markdown' -l 'markdown' -d 'Print the meaning of all codes as one page of Markdown.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster explain" version' -l 'version' -d 'Show the version.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster explain" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster serve" port' -l 'port' -d 'The port to listen on; 0 takes a free one.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster serve" db' -l 'db' -d 'The database file (default: in memory).' -rF
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster serve" rate-limit' -l 'rate-limit' -d 'The limit a key has, such as 20/2s, or off.' -rfka ''
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster serve" seed' -l 'seed' -d 'What a new database holds at first, as YAML.' -rfa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster serve" faults' -l 'faults' -d 'Faults to inject, as YAML; examples/faults.yaml has one of each kind.' -rfa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster serve" color' -l 'color' -d 'When to use colour: auto, always or never. NO_COLOR is honoured.' -rfka 'auto always never'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster serve" q quiet' -l 'quiet' -s 'q' -d 'Say only results and errors.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster serve" v verbose' -l 'verbose' -s 'v' -d 'Say more about what happens.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster serve" version' -l 'version' -d 'Show the version.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster serve" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'roster' -n '__roster_should_offer_completions_for_flags_or_options "roster help" version' -l 'version' -d 'Show the version.'
