# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_patchctl_global_optspecs
    string join \n profile= region= all-regions role-name= accounts= organization ou= external-id= endpoint-url= ca-bundle= connect-timeout= read-timeout= o/output= query= columns= sort= color= q/quiet v/verbose debug sandbox= max-age= h/help V/version
end

function __fish_patchctl_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_patchctl_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_patchctl_using_subcommand
    set -l cmd (__fish_patchctl_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c patchctl -n "__fish_patchctl_needs_command" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_needs_command" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_needs_command" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_needs_command" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_needs_command" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_needs_command" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_needs_command" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_needs_command" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_needs_command" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_needs_command" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_needs_command" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_needs_command" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_needs_command" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_needs_command" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_needs_command" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_needs_command" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_needs_command" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_needs_command" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_needs_command" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_needs_command" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_needs_command" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_needs_command" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_needs_command" -s V -l version -d 'Print version'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "node" -d 'Show managed nodes'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "nodes" -d 'Show managed nodes'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "compliance" -d 'Say whether the fleet is patched'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "report" -d 'Write reports for auditors'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "reports" -d 'Write reports for auditors'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "sandbox" -d 'Manage the embedded sandbox'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "config" -d 'Show settings'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "completion" -d 'Print a completion script for a shell'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "man" -d 'Print or write the man pages'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "help" -d 'Show help for a command or a topic'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -f -a "list" -d 'List managed nodes'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -f -a "show" -d 'Show one node: inventory, tags, patches and verdict'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -f -a "get" -d 'Show one node: inventory, tags, patches and verdict'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -f -a "describe" -d 'Show one node: inventory, tags, patches and verdict'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l all -d 'Every node of the scope; the default of reading commands'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -f -a "list" -d 'List managed nodes'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -f -a "show" -d 'Show one node: inventory, tags, patches and verdict'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -f -a "get" -d 'Show one node: inventory, tags, patches and verdict'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -f -a "describe" -d 'Show one node: inventory, tags, patches and verdict'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l all -d 'Every node of the scope; the default of reading commands'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -f -a "summary" -d 'Count verdicts by account and Region, operating system or group'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -f -a "nodes" -d 'List nodes with their verdict and why'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -f -a "patches" -d 'List the patches of one node'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -f -a "missing" -d 'Find the nodes on which a patch, or a fix of a CVE, is not in effect'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing check" -f -a "check" -d 'Gate: exit 3 unless every node is COMPLIANT'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l by -d 'Divide the fleet by this' -r -f -a "scope\t''
account\t''
region\t''
os\t''
group\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l all -d 'Every node of the scope; the default of reading commands'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l verdict -d 'Only nodes with this verdict (can be repeated or a comma list)' -r -f -a "non-compliant\t''
unreachable\t''
stale\t''
not-reported\t''
compliant\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l source -d 'Only nodes whose data came from this source: Command or `PatchPolicy`' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l all -d 'Every node of the scope; the default of reading commands'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l state -d 'Only patches in this state, such as missing or installed-pending-reboot (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l all -d 'Every node of the scope; the default of reading commands'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l fail-on -d 'From this compliance level of the baseline on a violation fails: critical, high, medium, low or any' -r -f -a "critical\t''
high\t''
medium\t''
low\t''
any\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l max-noncompliant -d 'Tolerate this many non-compliant nodes, or this share of the nodes in scope, such as 3 or 5%' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l allow -d 'Let nodes with this verdict pass: stale, not-reported, unreachable (can be repeated or a comma list)' -r -f -a "non-compliant\t''
unreachable\t''
stale\t''
not-reported\t''
compliant\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l all -d 'Every node of the scope; the default of reading commands'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l require-nodes -d 'Fail when no node is in scope, which else passes'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -f -a "csv" -d 'Write the fleet\'s patch compliance as CSV to a file, standard output or S3'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l to -d 'Write to this file, to s3://BUCKET/KEY, or to standard output (-)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l layout -d 'Which columns to write' -r -f -a "aws\t'AWS\'s own columns'
full\t'AWS\'s columns and more'"
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l instance-name -d 'What to write as the instance name: the computer name, or the tag Name of EC2 instances' -r -f -a "computer\t'The name of a hybrid activation, else the computer name'
tag\t'The tag Name of an EC2 instance, else the computer name'"
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l sse-kms-key -d 'Encrypt the object with this KMS key' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l expected-bucket-owner -d 'Refuse a bucket that belongs to another account than this' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l detail -d 'Write one row for each node and patch'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l raw-cells -d 'Write cells as they came, also those that a spreadsheet would run as formulas'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l bom -d 'Begin with a byte order mark, for Excel'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l if-none-match -d 'Refuse to replace what is there'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l dry-run -d 'Show what would be written and where, and write nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l all -d 'Every node of the scope; the default of reading commands'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -f -a "csv" -d 'Write the fleet\'s patch compliance as CSV to a file, standard output or S3'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l to -d 'Write to this file, to s3://BUCKET/KEY, or to standard output (-)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l layout -d 'Which columns to write' -r -f -a "aws\t'AWS\'s own columns'
full\t'AWS\'s columns and more'"
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l instance-name -d 'What to write as the instance name: the computer name, or the tag Name of EC2 instances' -r -f -a "computer\t'The name of a hybrid activation, else the computer name'
tag\t'The tag Name of an EC2 instance, else the computer name'"
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l sse-kms-key -d 'Encrypt the object with this KMS key' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l expected-bucket-owner -d 'Refuse a bucket that belongs to another account than this' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l detail -d 'Write one row for each node and patch'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l raw-cells -d 'Write cells as they came, also those that a spreadsheet would run as formulas'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l bom -d 'Begin with a byte order mark, for Excel'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l if-none-match -d 'Refuse to replace what is there'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l dry-run -d 'Show what would be written and where, and write nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l all -d 'Every node of the scope; the default of reading commands'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -f -a "serve" -d 'Offer the sandbox on loopback to any AWS client'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -f -a "seed" -d 'Fill the sandbox with the example fleet, your own, or a generated one'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -f -a "reset" -d 'Remove the sandbox with everything in it'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -f -a "status" -d 'Show what the sandbox holds'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance" -f -a "advance" -d 'Move the sandbox\'s clock'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l listen -d 'Listen here; only loopback addresses, port 0 for any free one' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l fleet -d 'Take the fleet from this file; examples/fleet.yaml documents the format' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l nodes -d 'Generate this many nodes with 250 packages each, in place of the nodes of the fleet file; from 1 to 1,000,000' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l dry-run -d 'Show what would be replaced, and replace nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -s y -l yes -d 'Replace the fleet that is there without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l dry-run -d 'Show what would be removed, and remove nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s y -l yes -d 'Remove without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -f -a "show" -d 'Show every setting and its value'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l origin -d 'Show also where each value came from'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l output-dir -d 'Write the pages of all commands into this folder' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l accounts -d 'Use these accounts (can be repeated or a comma list); needs --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'
