# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_patchctl_global_optspecs
    string join \n profile= region= all-regions exclude-region= role-name= accounts= organization ou= external-id= endpoint-url= ca-bundle= connect-timeout= read-timeout= o/output= query= columns= sort= color= q/quiet v/verbose debug sandbox= no-sandbox max-age= h/help V/version
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
complete -c patchctl -n "__fish_patchctl_needs_command" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_needs_command" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_needs_command" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_needs_command" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_needs_command" -s V -l version -d 'Print version'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "baseline" -d 'Manage patch baselines, as code too'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "baselines" -d 'Manage patch baselines, as code too'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "group" -d 'Manage patch groups: their baselines and their nodes'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "groups" -d 'Manage patch groups: their baselines and their nodes'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "policy" -d 'Manage patch policies and host management of Quick Setup'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "policies" -d 'Manage patch policies and host management of Quick Setup'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "node" -d 'Show managed nodes'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "nodes" -d 'Show managed nodes'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "override" -d 'Manage install override lists: which patches an installation takes'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "overrides" -d 'Manage install override lists: which patches an installation takes'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "patch-now" -d 'Patch nodes now, safely, and know the truth afterwards'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "window" -d 'Manage maintenance windows with a patch task'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "windows" -d 'Manage maintenance windows with a patch task'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "schedule" -d 'Say when things run'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "schedules" -d 'Say when things run'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "explain" -d 'Explain an exit code of a patch operation, or a state, without asking AWS'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "compliance" -d 'Say whether the fleet is patched'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "report" -d 'Write reports for auditors'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "reports" -d 'Write reports for auditors'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "sandbox" -d 'Manage the embedded sandbox'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "config" -d 'Show settings'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "completion" -d 'Print a completion script for a shell'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "man" -d 'Print or write the man pages'
complete -c patchctl -n "__fish_patchctl_needs_command" -f -a "help" -d 'Show help for a command or a topic'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "list" -d 'List patch baselines'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "show" -d 'Show a baseline: its rules as sentences, its groups, its place'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "create" -d 'Create a baseline from flags'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "apply" -d 'Make baselines, groups and defaults as documents describe them'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "update" -d 'Change a baseline; what is not named stays'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "diff" -d 'Compare documents with what is there, or two baselines; exit 3 when they differ'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "export" -d 'Write baselines as YAML, JSON, Terraform, CloudFormation or in the shapes of AWS\'s API'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "import" -d 'Make documents of AWS\'s own shapes: API JSON, overrides of a policy, CloudFormation'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "delete" -d 'Delete a baseline'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "set-default" -d 'Make a baseline the default for its operating system'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "preview" -d 'Show which patches a baseline approves on a day, and which rule decided'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "resolve" -d 'Say which baseline applies to nodes, and why'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "lint" -d 'Find mistakes and doubts in baselines or in documents'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l owner -d 'Whose baselines: self (the account\'s own), aws or all' -r -f -a "self\t'The account\'s own'
aws\t'Those of AWS'
all\t'Both'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l os -d 'Only those for this operating system, such as AMAZON_LINUX_2023' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l os -d 'The operating system, where several baselines have the name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l raw -d 'Print the JSON that the AWS CLI prints for get-patch-baseline'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l os -d 'The operating system, such as AMAZON_LINUX_2023; it cannot be changed later' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l description -d 'Describe it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l rule -d 'Approve by this rule, such as \'CLASSIFICATION=Security;SEVERITY=Critical,Important;after=7\' (can be repeated; the order counts)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l global-filter -d 'Look only at patches that pass this filter, such as PRODUCT=AmazonLinux2023 (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l approved-patches -d 'Always approve these patches (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l approved-patches-compliance-level -d 'The compliance level of missing patches of that list' -r -f -a "CRITICAL\t''
HIGH\t''
MEDIUM\t''
LOW\t''
INFORMATIONAL\t''
UNSPECIFIED\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l approved-patches-enable-non-security -d 'Whether that list reaches outside the security repositories (Linux): true or false' -r -f -a "true\t''
false\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l rejected-patches -d 'Never approve these patches (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l rejected-patches-action -d 'What happens to rejected patches that an approved one needs: ALLOW_AS_DEPENDENCY or BLOCK' -r -f -a "ALLOW_AS_DEPENDENCY\t''
BLOCK\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l available-security-updates-compliance-status -d 'Windows: whether available security updates that are not approved leave a node COMPLIANT or make it NON_COMPLIANT' -r -f -a "COMPLIANT\t''
NON_COMPLIANT\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l source -d 'Take patches for Linux from this source: NAME;PRODUCT,PRODUCT;FILE, where FILE holds the repository\'s configuration (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l tag -d 'Tag it (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l group -d 'Give it this patch group (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l default -d 'Make it the default for its operating system'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l offline-values -d 'Check filter values against the built-in lists only, and do not ask AWS'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -s f -l file -d 'The documents: a file, a folder with those below it, or - for standard input (can be repeated)' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l prune -d 'Delete own baselines that no document names, in the accounts and Regions that a document is meant for'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l offline-values -d 'Check filter values against the built-in lists only, and do not ask AWS'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l os -d 'The operating system, where several baselines have the name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l rename -d 'Rename it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l description -d 'Describe it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l rule -d 'Approve by this rule, such as \'CLASSIFICATION=Security;SEVERITY=Critical,Important;after=7\' (can be repeated; the order counts)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l global-filter -d 'Look only at patches that pass this filter, such as PRODUCT=AmazonLinux2023 (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l approved-patches -d 'Always approve these patches (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l approved-patches-compliance-level -d 'The compliance level of missing patches of that list' -r -f -a "CRITICAL\t''
HIGH\t''
MEDIUM\t''
LOW\t''
INFORMATIONAL\t''
UNSPECIFIED\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l approved-patches-enable-non-security -d 'Whether that list reaches outside the security repositories (Linux): true or false' -r -f -a "true\t''
false\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l rejected-patches -d 'Never approve these patches (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l rejected-patches-action -d 'What happens to rejected patches that an approved one needs: ALLOW_AS_DEPENDENCY or BLOCK' -r -f -a "ALLOW_AS_DEPENDENCY\t''
BLOCK\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l available-security-updates-compliance-status -d 'Windows: whether available security updates that are not approved leave a node COMPLIANT or make it NON_COMPLIANT' -r -f -a "COMPLIANT\t''
NON_COMPLIANT\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l source -d 'Take patches for Linux from this source: NAME;PRODUCT,PRODUCT;FILE, where FILE holds the repository\'s configuration (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l add-approved -d 'Add to the approved patches (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l remove-approved -d 'Remove from the approved patches (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l add-rejected -d 'Add to the rejected patches (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l remove-rejected -d 'Remove from the rejected patches (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l replace -d 'Put what is not named back to its default, rather than keep it'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l offline-values -d 'Check filter values against the built-in lists only, and do not ask AWS'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -s f -l file -d 'Compare what these documents describe with what is there (can be repeated)' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l os -d 'The operating system, where several baselines have the name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l prune -d 'With --file: show also what `apply --prune` would delete'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l os -d 'The operating system, where several baselines have the name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l format -d 'yaml, json, terraform, cloudformation, api or overrides' -r -f -a "yaml\t'One YAML document for each baseline'
json\t'One JSON list'
terraform\t'`aws_ssm_patch_baseline` and what belongs to it'
cloudformation\t'`AWS::SSM::PatchBaseline`'
api\t'A request of `CreatePatchBaseline`'
overrides\t'What the parameter `BaselineOverride` takes'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l all -d 'Every baseline of the account, and the groups of AWS\'s'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l os -d 'The operating system, where several baselines have the name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l force -d 'Also when groups use it or it is the default: give AWS\'s default back, take the groups from it, then delete it'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l os -d 'The operating system' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l predefined -d 'Give AWS\'s own default for --os back, in every account and Region of the command'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from set-default" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -s f -l file -d 'Take the (second) baseline from this document' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l os -d 'The operating system, where a file or a name stands for several' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l at -d 'Judge as of this UTC day [default: today]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l node -d 'Judge what this node reported' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l only -d 'Only patches with this outlook: approved, pending, not_approved, rejected, unknown (can be repeated or a comma list)' -r -f -a "approved\t''
pending\t''
not-approved\t''
rejected\t''
unknown\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from preview" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from resolve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -s f -l file -d 'The same, as `diff` and `apply` take it (can be repeated)' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l strict -d 'Let doubts fail too'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baseline; and __fish_seen_subcommand_from lint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "list" -d 'List patch baselines'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "show" -d 'Show a baseline: its rules as sentences, its groups, its place'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "create" -d 'Create a baseline from flags'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "apply" -d 'Make baselines, groups and defaults as documents describe them'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "update" -d 'Change a baseline; what is not named stays'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "diff" -d 'Compare documents with what is there, or two baselines; exit 3 when they differ'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "export" -d 'Write baselines as YAML, JSON, Terraform, CloudFormation or in the shapes of AWS\'s API'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "import" -d 'Make documents of AWS\'s own shapes: API JSON, overrides of a policy, CloudFormation'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "delete" -d 'Delete a baseline'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "set-default" -d 'Make a baseline the default for its operating system'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "preview" -d 'Show which patches a baseline approves on a day, and which rule decided'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "resolve" -d 'Say which baseline applies to nodes, and why'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and not __fish_seen_subcommand_from list show create apply update diff export import delete set-default preview resolve lint" -f -a "lint" -d 'Find mistakes and doubts in baselines or in documents'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l owner -d 'Whose baselines: self (the account\'s own), aws or all' -r -f -a "self\t'The account\'s own'
aws\t'Those of AWS'
all\t'Both'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l os -d 'Only those for this operating system, such as AMAZON_LINUX_2023' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l os -d 'The operating system, where several baselines have the name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l raw -d 'Print the JSON that the AWS CLI prints for get-patch-baseline'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l os -d 'The operating system, such as AMAZON_LINUX_2023; it cannot be changed later' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l description -d 'Describe it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l rule -d 'Approve by this rule, such as \'CLASSIFICATION=Security;SEVERITY=Critical,Important;after=7\' (can be repeated; the order counts)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l global-filter -d 'Look only at patches that pass this filter, such as PRODUCT=AmazonLinux2023 (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l approved-patches -d 'Always approve these patches (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l approved-patches-compliance-level -d 'The compliance level of missing patches of that list' -r -f -a "CRITICAL\t''
HIGH\t''
MEDIUM\t''
LOW\t''
INFORMATIONAL\t''
UNSPECIFIED\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l approved-patches-enable-non-security -d 'Whether that list reaches outside the security repositories (Linux): true or false' -r -f -a "true\t''
false\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l rejected-patches -d 'Never approve these patches (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l rejected-patches-action -d 'What happens to rejected patches that an approved one needs: ALLOW_AS_DEPENDENCY or BLOCK' -r -f -a "ALLOW_AS_DEPENDENCY\t''
BLOCK\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l available-security-updates-compliance-status -d 'Windows: whether available security updates that are not approved leave a node COMPLIANT or make it NON_COMPLIANT' -r -f -a "COMPLIANT\t''
NON_COMPLIANT\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l source -d 'Take patches for Linux from this source: NAME;PRODUCT,PRODUCT;FILE, where FILE holds the repository\'s configuration (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l tag -d 'Tag it (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l group -d 'Give it this patch group (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l default -d 'Make it the default for its operating system'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l offline-values -d 'Check filter values against the built-in lists only, and do not ask AWS'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -s f -l file -d 'The documents: a file, a folder with those below it, or - for standard input (can be repeated)' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l prune -d 'Delete own baselines that no document names, in the accounts and Regions that a document is meant for'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l offline-values -d 'Check filter values against the built-in lists only, and do not ask AWS'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l os -d 'The operating system, where several baselines have the name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l rename -d 'Rename it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l description -d 'Describe it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l rule -d 'Approve by this rule, such as \'CLASSIFICATION=Security;SEVERITY=Critical,Important;after=7\' (can be repeated; the order counts)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l global-filter -d 'Look only at patches that pass this filter, such as PRODUCT=AmazonLinux2023 (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l approved-patches -d 'Always approve these patches (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l approved-patches-compliance-level -d 'The compliance level of missing patches of that list' -r -f -a "CRITICAL\t''
HIGH\t''
MEDIUM\t''
LOW\t''
INFORMATIONAL\t''
UNSPECIFIED\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l approved-patches-enable-non-security -d 'Whether that list reaches outside the security repositories (Linux): true or false' -r -f -a "true\t''
false\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l rejected-patches -d 'Never approve these patches (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l rejected-patches-action -d 'What happens to rejected patches that an approved one needs: ALLOW_AS_DEPENDENCY or BLOCK' -r -f -a "ALLOW_AS_DEPENDENCY\t''
BLOCK\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l available-security-updates-compliance-status -d 'Windows: whether available security updates that are not approved leave a node COMPLIANT or make it NON_COMPLIANT' -r -f -a "COMPLIANT\t''
NON_COMPLIANT\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l source -d 'Take patches for Linux from this source: NAME;PRODUCT,PRODUCT;FILE, where FILE holds the repository\'s configuration (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l add-approved -d 'Add to the approved patches (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l remove-approved -d 'Remove from the approved patches (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l add-rejected -d 'Add to the rejected patches (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l remove-rejected -d 'Remove from the rejected patches (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l replace -d 'Put what is not named back to its default, rather than keep it'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l offline-values -d 'Check filter values against the built-in lists only, and do not ask AWS'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -s f -l file -d 'Compare what these documents describe with what is there (can be repeated)' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l os -d 'The operating system, where several baselines have the name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l prune -d 'With --file: show also what `apply --prune` would delete'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l os -d 'The operating system, where several baselines have the name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l format -d 'yaml, json, terraform, cloudformation, api or overrides' -r -f -a "yaml\t'One YAML document for each baseline'
json\t'One JSON list'
terraform\t'`aws_ssm_patch_baseline` and what belongs to it'
cloudformation\t'`AWS::SSM::PatchBaseline`'
api\t'A request of `CreatePatchBaseline`'
overrides\t'What the parameter `BaselineOverride` takes'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l all -d 'Every baseline of the account, and the groups of AWS\'s'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l os -d 'The operating system, where several baselines have the name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l force -d 'Also when groups use it or it is the default: give AWS\'s default back, take the groups from it, then delete it'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l os -d 'The operating system' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l predefined -d 'Give AWS\'s own default for --os back, in every account and Region of the command'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from set-default" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -s f -l file -d 'Take the (second) baseline from this document' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l os -d 'The operating system, where a file or a name stands for several' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l at -d 'Judge as of this UTC day [default: today]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l node -d 'Judge what this node reported' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l only -d 'Only patches with this outlook: approved, pending, not_approved, rejected, unknown (can be repeated or a comma list)' -r -f -a "approved\t''
pending\t''
not-approved\t''
rejected\t''
unknown\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from preview" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from resolve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -s f -l file -d 'The same, as `diff` and `apply` take it (can be repeated)' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l strict -d 'Let doubts fail too'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand baselines; and __fish_seen_subcommand_from lint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -f -a "list" -d 'List patch groups with their baselines, one row for each operating system'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -f -a "show" -d 'Show a group: its baselines, its nodes and their state'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -f -a "state" -d 'Count the nodes of groups by the state of their patches'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -f -a "nodes" -d 'List the nodes of a group'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -f -a "register" -d 'Give a group a baseline'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -f -a "deregister" -d 'Take a group from its baseline'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -f -a "add" -d 'Put nodes into a group, by their tag'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -f -a "remove" -d 'Take nodes out of a group, by their tag'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -f -a "lint" -d 'Find groups without baseline or nodes, near misses and nodes with both tag keys'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l os -d 'Only this operating system, such as AMAZON_LINUX_2023' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from state" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from nodes" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l baseline -d 'The baseline, by id, ARN or name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l os -d 'The operating system, where several baselines have the name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l replace -d 'Take the group from the baseline that it uses now; for a moment the default applies'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from register" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l baseline -d 'Only from this baseline, by id, ARN or name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l os -d 'Only for this operating system' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from deregister" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l key -d 'Use this tag key for nodes that have none: `Patch Group` or `PatchGroup`' -r -f -a "Patch Group\t''
PatchGroup\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l strict -d 'Fail when anything is found'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand group; and __fish_seen_subcommand_from lint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -f -a "list" -d 'List patch groups with their baselines, one row for each operating system'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -f -a "show" -d 'Show a group: its baselines, its nodes and their state'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -f -a "state" -d 'Count the nodes of groups by the state of their patches'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -f -a "nodes" -d 'List the nodes of a group'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -f -a "register" -d 'Give a group a baseline'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -f -a "deregister" -d 'Take a group from its baseline'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -f -a "add" -d 'Put nodes into a group, by their tag'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -f -a "remove" -d 'Take nodes out of a group, by their tag'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and not __fish_seen_subcommand_from list show state nodes register deregister add remove lint" -f -a "lint" -d 'Find groups without baseline or nodes, near misses and nodes with both tag keys'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l os -d 'Only this operating system, such as AMAZON_LINUX_2023' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from state" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from nodes" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l baseline -d 'The baseline, by id, ARN or name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l os -d 'The operating system, where several baselines have the name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l replace -d 'Take the group from the baseline that it uses now; for a moment the default applies'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from register" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l baseline -d 'Only from this baseline, by id, ARN or name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l os -d 'Only for this operating system' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from deregister" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l key -d 'Use this tag key for nodes that have none: `Patch Group` or `PatchGroup`' -r -f -a "Patch Group\t''
PatchGroup\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l strict -d 'Fail when anything is found'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand groups; and __fish_seen_subcommand_from lint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -f -a "list" -d 'List policies with what they do, where, and how they are deployed'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -f -a "show" -d 'Show a policy: in words, its exact parameters, and what surprises'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and not __fish_seen_subcommand_from list show status" -f -a "status" -d 'Check that policies are deployed in every account and Region'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand policy; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -f -a "list" -d 'List policies with what they do, where, and how they are deployed'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -f -a "show" -d 'Show a policy: in words, its exact parameters, and what surprises'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and not __fish_seen_subcommand_from list show status" -f -a "status" -d 'Check that policies are deployed in every account and Region'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand policies; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and not __fish_seen_subcommand_from list show get describe" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
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
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand node; and __fish_seen_subcommand_from describe" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and not __fish_seen_subcommand_from list show get describe" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
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
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand nodes; and __fish_seen_subcommand_from describe" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -f -a "validate" -d 'Check override lists: every mistake at once, as a reader and as the node see it'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -f -a "match" -d 'Show which patches of nodes each entry of a list hits, and which entries hit nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -f -a "generate" -d 'Write an override list from what nodes lack'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and not __fish_seen_subcommand_from validate match generate upload" -f -a "upload" -d 'Check a list, put it in S3, and print the URL to use'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l os -d 'The operating system that the lists are for, such as AMAZON_LINUX_2023' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l strict -d 'Let warnings fail too'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from validate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from match" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l severity -d 'Only patches of this severity, as the publisher says it (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l classification -d 'Only patches of this classification, such as Security (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l cve -d 'Only patches that fix this CVE (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l to -d 'Write to this file, or to standard output (-)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l from-missing -d 'List what the nodes report as missing or failed'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l overwrite -d 'Replace what is there, which is refused (exit 8) otherwise'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l if-none-match -d 'What holds without --overwrite; kept for scripts that say it'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l dry-run -d 'Show what would be written and where, and write nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from generate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l os -d 'The operating system that the list is for, such as AMAZON_LINUX_2023' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l sse-kms-key -d 'Encrypt the object with this KMS key; the nodes then need kms:Decrypt' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l expected-bucket-owner -d 'Refuse a bucket that belongs to another account than this' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l overwrite -d 'Replace what is there, which is refused (exit 8) otherwise'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l if-none-match -d 'What holds without --overwrite; kept for scripts that say it'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -s y -l yes -d 'Upload without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l dry-run -d 'Show what would be uploaded, and upload nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand override; and __fish_seen_subcommand_from upload" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -f -a "validate" -d 'Check override lists: every mistake at once, as a reader and as the node see it'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -f -a "match" -d 'Show which patches of nodes each entry of a list hits, and which entries hit nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -f -a "generate" -d 'Write an override list from what nodes lack'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and not __fish_seen_subcommand_from validate match generate upload" -f -a "upload" -d 'Check a list, put it in S3, and print the URL to use'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l os -d 'The operating system that the lists are for, such as AMAZON_LINUX_2023' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l strict -d 'Let warnings fail too'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from validate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from match" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l severity -d 'Only patches of this severity, as the publisher says it (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l classification -d 'Only patches of this classification, such as Security (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l cve -d 'Only patches that fix this CVE (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l to -d 'Write to this file, or to standard output (-)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l from-missing -d 'List what the nodes report as missing or failed'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l overwrite -d 'Replace what is there, which is refused (exit 8) otherwise'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l if-none-match -d 'What holds without --overwrite; kept for scripts that say it'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l dry-run -d 'Show what would be written and where, and write nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from generate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l os -d 'The operating system that the list is for, such as AMAZON_LINUX_2023' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l sse-kms-key -d 'Encrypt the object with this KMS key; the nodes then need kms:Decrypt' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l expected-bucket-owner -d 'Refuse a bucket that belongs to another account than this' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l overwrite -d 'Replace what is there, which is refused (exit 8) otherwise'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l if-none-match -d 'What holds without --overwrite; kept for scripts that say it'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -s y -l yes -d 'Upload without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l dry-run -d 'Show what would be uploaded, and upload nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand overrides; and __fish_seen_subcommand_from upload" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -f -a "plan" -d 'Show what a run would do, and write it to a file that can be reviewed'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -f -a "scan" -d 'Let nodes report what is missing'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -f -a "install" -d 'Install what is missing'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -f -a "apply" -d 'Carry out a plan that was written to a file, unless things have changed since'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -f -a "list" -d 'List runs: those of this machine, and those that AWS knows'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -f -a "show" -d 'Show the receipt of a run'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -f -a "wait" -d 'Wait for a run, and judge it'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -f -a "logs" -d 'Show what the nodes of a run printed'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -f -a "cancel" -d 'Cancel a run'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -f -a "resume" -d 'Go on with a run that stopped between waves or was left'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -f -a "retry" -d 'Try the failed nodes of a run again, as a new run'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -f -a "asg" -d 'Patch one instance of an Auto Scaling group while it is in standby (AWS-PatchAsgInstance)'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and not __fish_seen_subcommand_from plan scan install apply list show wait logs cancel resume retry asg with-rollback" -f -a "with-rollback" -d 'Patch one instance, and restore its root volume when that fails (AWS-PatchInstanceWithRollback)'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l operation -d 'Plan an install or a scan' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l to -d 'Write the plan to this file for patch-now apply' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l resource-group -d 'Only the nodes of this resource group, by name or ARN (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l expect-nodes -d 'Refuse (exit 8) when more nodes than this are meant; above confirm_above (50) an install with --yes needs it, unless the nodes are named one by one' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l reboot -d 'Reboot if-needed, never, or at TIME (RFC 3339, or HH:MM in local time); if-needed reboots every node on which anything was installed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l hook-pre -d 'Run this Command document before the installation, on nodes where there is something to do' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l hook-post -d 'Run this Command document after the installation, before a reboot of it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l hook-exit -d 'Run this Command document at the end of the installation, also after a failure and where nothing was missing' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l hook-after-reboot -d 'With --reboot at, run this Command document after that reboot, also when that failed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l override-list -d 'Install only what this list names, by its s3:// or https:// URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l max-concurrency -d 'Patch so many nodes at once, such as 3 or 10% [default: as the console: 1 below 25 nodes, then 5%, 8%, 10%]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l max-errors -d 'Begin no further node of a wave after more failures than this, such as 0 or 10% [default: as the console: 1, 5 or 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l wave -d 'Go in waves of these sizes, such as 1,10%,rest' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l gate -d 'Go on to the next wave only when this holds, such as failed=0,noncompliant=5% [default: failed=0]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l pause -d 'Wait so long between waves, such as 15m' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l reason -d 'Why; it is kept in the receipt' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l run-name -d 'Call the run by this name, which must be new, rather than by the time' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l snapshot-id -d 'Use this patch snapshot (a UUID) rather than a new one' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l output-s3 -d 'Put the whole output of the nodes here; the nodes write it, with their own permissions' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l delivery-timeout -d 'Give a node so many seconds to begin (30 to 2592000)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l step-timeout -d 'Give a node so many seconds to finish (1 to 36000); hook documents have limits of their own' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l timeout -d 'Stop waiting after this time, such as 2h; the run goes on (exit 7)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l overwrite -d 'Replace what is there, which is refused (exit 8) otherwise'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l if-none-match -d 'What holds without --overwrite; kept for scripts that say it'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l only-noncompliant -d 'Only nodes whose last report violates their baseline'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l skip-busy -d 'Leave out nodes on which another patching command runs, which else refuses the whole run'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l skip-unable -d 'Accept that nodes are left out that cannot be patched (offline, agent too old, gone meanwhile and so on), which else ends in exit 5'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l resource-group -d 'Only the nodes of this resource group, by name or ARN (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l expect-nodes -d 'Refuse (exit 8) when more nodes than this are meant; above confirm_above (50) an install with --yes needs it, unless the nodes are named one by one' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l max-concurrency -d 'Patch so many nodes at once, such as 3 or 10% [default: as the console: 1 below 25 nodes, then 5%, 8%, 10%]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l max-errors -d 'Begin no further node of a wave after more failures than this, such as 0 or 10% [default: as the console: 1, 5 or 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l wave -d 'Go in waves of these sizes, such as 1,10%,rest' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l gate -d 'Go on to the next wave only when this holds, such as failed=0,noncompliant=5% [default: failed=0]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l pause -d 'Wait so long between waves, such as 15m' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l reason -d 'Why; it is kept in the receipt' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l run-name -d 'Call the run by this name, which must be new, rather than by the time' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l snapshot-id -d 'Use this patch snapshot (a UUID) rather than a new one' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l output-s3 -d 'Put the whole output of the nodes here; the nodes write it, with their own permissions' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l delivery-timeout -d 'Give a node so many seconds to begin (30 to 2592000)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l step-timeout -d 'Give a node so many seconds to finish (1 to 36000); hook documents have limits of their own' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l timeout -d 'Stop waiting after this time, such as 2h; the run goes on (exit 7)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l only-noncompliant -d 'Only nodes whose last report violates their baseline'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l skip-busy -d 'Leave out nodes on which another patching command runs, which else refuses the whole run'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l skip-unable -d 'Accept that nodes are left out that cannot be patched (offline, agent too old, gone meanwhile and so on), which else ends in exit 5'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l no-wait -d 'Do not wait: print the name of the run, or the id of the execution, on standard output'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l dry-run -d 'Show the plan and send nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -s y -l yes -d 'Agree to the plan without being asked'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from scan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l resource-group -d 'Only the nodes of this resource group, by name or ARN (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l expect-nodes -d 'Refuse (exit 8) when more nodes than this are meant; above confirm_above (50) an install with --yes needs it, unless the nodes are named one by one' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l reboot -d 'Reboot if-needed, never, or at TIME (RFC 3339, or HH:MM in local time); if-needed reboots every node on which anything was installed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l hook-pre -d 'Run this Command document before the installation, on nodes where there is something to do' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l hook-post -d 'Run this Command document after the installation, before a reboot of it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l hook-exit -d 'Run this Command document at the end of the installation, also after a failure and where nothing was missing' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l hook-after-reboot -d 'With --reboot at, run this Command document after that reboot, also when that failed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l override-list -d 'Install only what this list names, by its s3:// or https:// URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l max-concurrency -d 'Patch so many nodes at once, such as 3 or 10% [default: as the console: 1 below 25 nodes, then 5%, 8%, 10%]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l max-errors -d 'Begin no further node of a wave after more failures than this, such as 0 or 10% [default: as the console: 1, 5 or 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l wave -d 'Go in waves of these sizes, such as 1,10%,rest' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l gate -d 'Go on to the next wave only when this holds, such as failed=0,noncompliant=5% [default: failed=0]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l pause -d 'Wait so long between waves, such as 15m' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l reason -d 'Why; it is kept in the receipt' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l run-name -d 'Call the run by this name, which must be new, rather than by the time' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l snapshot-id -d 'Use this patch snapshot (a UUID) rather than a new one' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l output-s3 -d 'Put the whole output of the nodes here; the nodes write it, with their own permissions' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l delivery-timeout -d 'Give a node so many seconds to begin (30 to 2592000)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l step-timeout -d 'Give a node so many seconds to finish (1 to 36000); hook documents have limits of their own' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l timeout -d 'Stop waiting after this time, such as 2h; the run goes on (exit 7)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l only-noncompliant -d 'Only nodes whose last report violates their baseline'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l skip-busy -d 'Leave out nodes on which another patching command runs, which else refuses the whole run'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l skip-unable -d 'Accept that nodes are left out that cannot be patched (offline, agent too old, gone meanwhile and so on), which else ends in exit 5'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l no-wait -d 'Do not wait: print the name of the run, or the id of the execution, on standard output'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l dry-run -d 'Show the plan and send nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -s y -l yes -d 'Agree to the plan without being asked'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from install" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l timeout -d 'Stop waiting after this time, such as 2h; the run goes on (exit 7)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l no-wait -d 'Do not wait: print the name of the run, or the id of the execution, on standard output'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l dry-run -d 'Show the plan and send nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -s y -l yes -d 'Agree to the plan without being asked'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l since -d 'Runs that began in this time, such as 30d' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l timeout -d 'Stop waiting after this time, such as 2h; the run goes on (exit 7)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l failed -d 'Only nodes that failed'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from logs" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l timeout -d 'Stop waiting after this time, such as 2h; the run goes on (exit 7)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l dry-run -d 'Show the plan and send nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -s y -l yes -d 'Agree to the plan without being asked'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l timeout -d 'Stop waiting after this time, such as 2h; the run goes on (exit 7)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l dry-run -d 'Show the plan and send nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -s y -l yes -d 'Agree to the plan without being asked'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l reboot -d 'Another reboot choice than that of the run: if-needed, never, or at TIME' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l run-name -d 'Call the new run by this name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l reason -d 'Why; it is kept in the receipt [default: the reason of the run]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l timeout -d 'Stop waiting after this time, such as 2h; the run goes on (exit 7)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l failed -d 'Try the nodes that failed, or never got their turn in a command; resume goes on with waves that were never sent'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l dry-run -d 'Show the plan and send nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -s y -l yes -d 'Agree to the plan without being asked'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from retry" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l automation-role -d 'The role that the automation assumes' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l reason -d 'Why; it is kept in the receipt' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l timeout -d 'Stop waiting after this time, such as 2h; the run goes on (exit 7)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l lambda-role -d 'The role that runs the automation\'s Lambda functions' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l no-wait -d 'Do not wait: print the name of the run, or the id of the execution, on standard output'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l dry-run -d 'Show the plan and send nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -s y -l yes -d 'Agree to the plan without being asked'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from asg" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l automation-role -d 'The role that the automation assumes' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l reason -d 'Why; it is kept in the receipt' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l timeout -d 'Stop waiting after this time, such as 2h; the run goes on (exit 7)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l lambda-role -d 'The role that runs the automation\'s Lambda functions' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l report-bucket -d 'Put the compliance report into this bucket' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l no-wait -d 'Do not wait: print the name of the run, or the id of the execution, on standard output'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l dry-run -d 'Show the plan and send nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -s y -l yes -d 'Agree to the plan without being asked'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand patch-now; and __fish_seen_subcommand_from with-rollback" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -f -a "list" -d 'List maintenance windows'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -f -a "show" -d 'Show a window: when it opens, for which nodes, and what it does'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -f -a "create" -d 'Create a window with its targets and its patch task from flags'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -f -a "update" -d 'Change a window; what is not named stays'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -f -a "delete" -d 'Delete a window with its targets and tasks'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -f -a "apply" -d 'Make windows as documents describe them'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -f -a "diff" -d 'Compare documents with what is there; exit 3 when something differs'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -f -a "export" -d 'Write windows as YAML, JSON, Terraform or CloudFormation'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -f -a "next" -d 'Say when windows open next'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l description -d 'What it is for' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l schedule -d 'When it runs, as AWS writes it: cron(…), rate(…) or at(…)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l after-patch-tuesday -d 'Run so many days after each Patch Tuesday, the second Tuesday of a month' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l at -d 'At this time of that day, with --after-patch-tuesday; 00:00 without it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l timezone -d 'The time zone of its times, such as Europe/Berlin; UTC without it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l offset -d 'Run so many days, 1 to 6, after the day of a cron expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l duration -d 'For how many hours it is open (1 to 24)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l cutoff -d 'So many hours before its end nothing new is begun' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l start-date -d 'It opens at or after this time only, such as 2027-01-01T00:00:00Z' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l end-date -d 'It opens before this time only' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l window-tag -d 'Tag the window itself (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l tag -d 'Nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l instance-ids -d 'These nodes, by id, at most 50 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l resource-group -d 'The nodes of this resource group' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l owner-information -d 'What stands in the events and patch states of its nodes' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l operation -d 'scan or install' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l reboot-option -d 'RebootIfNeeded or NoReboot; an installation has to say it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l hook-pre -d 'Run this Command document before the installation' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l hook-post -d 'Run this Command document after the installation, before a reboot of it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l hook-exit -d 'Run this Command document at the end of the installation, also after a failure' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l override-list -d 'Install only what this list names, by its s3:// or https:// URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l max-concurrency -d 'So many nodes at once, such as 3 or 10%' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l max-errors -d 'Begin no further node after more failures than this, such as 0 or 10%' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l priority -d 'Its place among the tasks of the window; the lowest comes first' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l cutoff-behavior -d 'What becomes of nodes at work at the cutoff: CONTINUE_TASK or CANCEL_TASK' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l service-role-arn -d 'The role that sends the command; without it the service-linked one' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l output-s3 -d 'Put the whole output of the nodes here; the nodes write it, with their own permissions' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l comment -d 'What stands at the command' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l timeout-seconds -d 'Give a node so many seconds to begin (30 to 2592000)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l disabled -d 'It does not open'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l allow-unassociated-targets -d 'Its task may name nodes that are not among its targets'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l rename -d 'Rename it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l description -d 'What it is for' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l schedule -d 'When it runs, as AWS writes it: cron(…), rate(…) or at(…)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l after-patch-tuesday -d 'Run so many days after each Patch Tuesday, the second Tuesday of a month' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l at -d 'At this time of that day, with --after-patch-tuesday; 00:00 without it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l timezone -d 'The time zone of its times, such as Europe/Berlin; UTC without it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l offset -d 'Run so many days, 1 to 6, after the day of a cron expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l duration -d 'For how many hours it is open (1 to 24)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l cutoff -d 'So many hours before its end nothing new is begun' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l start-date -d 'It opens at or after this time only, such as 2027-01-01T00:00:00Z' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l end-date -d 'It opens before this time only' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l window-tag -d 'Tag the window itself (can be repeated); its other tags stay' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l tag -d 'Nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l instance-ids -d 'These nodes, by id, at most 50 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l resource-group -d 'The nodes of this resource group' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l owner-information -d 'What stands in the events and patch states of its nodes' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l operation -d 'scan or install' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l reboot-option -d 'RebootIfNeeded or NoReboot; an installation has to say it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l hook-pre -d 'Run this Command document before the installation' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l hook-post -d 'Run this Command document after the installation, before a reboot of it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l hook-exit -d 'Run this Command document at the end of the installation, also after a failure' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l override-list -d 'Install only what this list names, by its s3:// or https:// URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l max-concurrency -d 'So many nodes at once, such as 3 or 10%' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l max-errors -d 'Begin no further node after more failures than this, such as 0 or 10%' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l priority -d 'Its place among the tasks of the window; the lowest comes first' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l cutoff-behavior -d 'What becomes of nodes at work at the cutoff: CONTINUE_TASK or CANCEL_TASK' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l service-role-arn -d 'The role that sends the command; without it the service-linked one' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l output-s3 -d 'Put the whole output of the nodes here; the nodes write it, with their own permissions' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l comment -d 'What stands at the command' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l timeout-seconds -d 'Give a node so many seconds to begin (30 to 2592000)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l enabled -d 'It opens again'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l disabled -d 'It does not open'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l allow-unassociated-targets -d 'Its task may name nodes that are not among its targets'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -s f -l file -d 'The documents: a file, a folder with those below it, or - for standard input (can be repeated)' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l prune -d 'Delete windows with a patch task, and nothing else, that no document names, in the accounts and Regions that a document is meant for'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -s f -l file -d 'The documents: a file, a folder with those below it, or - for standard input (can be repeated)' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l prune -d 'Show also what `apply --prune` would delete'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l format -d 'yaml, json, terraform or cloudformation' -r -f -a "yaml\t'One YAML document for each window'
json\t'One JSON list'
terraform\t'`aws_ssm_maintenance_window` and what belongs to it'
cloudformation\t'`AWS::SSM::MaintenanceWindow` and what belongs to it'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l all -d 'Every window of the accounts and Regions'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l instance-id -d 'Only windows that are for this node' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l after -d 'Only times after this one, such as 2027-01-01T00:00:00Z' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l before -d 'Only times before this one' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l runs -d 'How many times are shown of each account and Region' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand window; and __fish_seen_subcommand_from next" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -f -a "list" -d 'List maintenance windows'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -f -a "show" -d 'Show a window: when it opens, for which nodes, and what it does'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -f -a "create" -d 'Create a window with its targets and its patch task from flags'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -f -a "update" -d 'Change a window; what is not named stays'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -f -a "delete" -d 'Delete a window with its targets and tasks'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -f -a "apply" -d 'Make windows as documents describe them'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -f -a "diff" -d 'Compare documents with what is there; exit 3 when something differs'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -f -a "export" -d 'Write windows as YAML, JSON, Terraform or CloudFormation'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and not __fish_seen_subcommand_from list show create update delete apply diff export next" -f -a "next" -d 'Say when windows open next'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l description -d 'What it is for' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l schedule -d 'When it runs, as AWS writes it: cron(…), rate(…) or at(…)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l after-patch-tuesday -d 'Run so many days after each Patch Tuesday, the second Tuesday of a month' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l at -d 'At this time of that day, with --after-patch-tuesday; 00:00 without it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l timezone -d 'The time zone of its times, such as Europe/Berlin; UTC without it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l offset -d 'Run so many days, 1 to 6, after the day of a cron expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l duration -d 'For how many hours it is open (1 to 24)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l cutoff -d 'So many hours before its end nothing new is begun' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l start-date -d 'It opens at or after this time only, such as 2027-01-01T00:00:00Z' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l end-date -d 'It opens before this time only' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l window-tag -d 'Tag the window itself (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l tag -d 'Nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l instance-ids -d 'These nodes, by id, at most 50 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l resource-group -d 'The nodes of this resource group' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l owner-information -d 'What stands in the events and patch states of its nodes' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l operation -d 'scan or install' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l reboot-option -d 'RebootIfNeeded or NoReboot; an installation has to say it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l hook-pre -d 'Run this Command document before the installation' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l hook-post -d 'Run this Command document after the installation, before a reboot of it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l hook-exit -d 'Run this Command document at the end of the installation, also after a failure' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l override-list -d 'Install only what this list names, by its s3:// or https:// URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l max-concurrency -d 'So many nodes at once, such as 3 or 10%' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l max-errors -d 'Begin no further node after more failures than this, such as 0 or 10%' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l priority -d 'Its place among the tasks of the window; the lowest comes first' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l cutoff-behavior -d 'What becomes of nodes at work at the cutoff: CONTINUE_TASK or CANCEL_TASK' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l service-role-arn -d 'The role that sends the command; without it the service-linked one' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l output-s3 -d 'Put the whole output of the nodes here; the nodes write it, with their own permissions' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l comment -d 'What stands at the command' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l timeout-seconds -d 'Give a node so many seconds to begin (30 to 2592000)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l disabled -d 'It does not open'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l allow-unassociated-targets -d 'Its task may name nodes that are not among its targets'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l rename -d 'Rename it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l description -d 'What it is for' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l schedule -d 'When it runs, as AWS writes it: cron(…), rate(…) or at(…)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l after-patch-tuesday -d 'Run so many days after each Patch Tuesday, the second Tuesday of a month' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l at -d 'At this time of that day, with --after-patch-tuesday; 00:00 without it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l timezone -d 'The time zone of its times, such as Europe/Berlin; UTC without it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l offset -d 'Run so many days, 1 to 6, after the day of a cron expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l duration -d 'For how many hours it is open (1 to 24)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l cutoff -d 'So many hours before its end nothing new is begun' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l start-date -d 'It opens at or after this time only, such as 2027-01-01T00:00:00Z' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l end-date -d 'It opens before this time only' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l window-tag -d 'Tag the window itself (can be repeated); its other tags stay' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l tag -d 'Nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l instance-ids -d 'These nodes, by id, at most 50 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l resource-group -d 'The nodes of this resource group' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l owner-information -d 'What stands in the events and patch states of its nodes' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l operation -d 'scan or install' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l reboot-option -d 'RebootIfNeeded or NoReboot; an installation has to say it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l hook-pre -d 'Run this Command document before the installation' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l hook-post -d 'Run this Command document after the installation, before a reboot of it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l hook-exit -d 'Run this Command document at the end of the installation, also after a failure' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l override-list -d 'Install only what this list names, by its s3:// or https:// URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l max-concurrency -d 'So many nodes at once, such as 3 or 10%' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l max-errors -d 'Begin no further node after more failures than this, such as 0 or 10%' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l priority -d 'Its place among the tasks of the window; the lowest comes first' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l cutoff-behavior -d 'What becomes of nodes at work at the cutoff: CONTINUE_TASK or CANCEL_TASK' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l service-role-arn -d 'The role that sends the command; without it the service-linked one' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l output-s3 -d 'Put the whole output of the nodes here; the nodes write it, with their own permissions' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l comment -d 'What stands at the command' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l timeout-seconds -d 'Give a node so many seconds to begin (30 to 2592000)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l enabled -d 'It opens again'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l disabled -d 'It does not open'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l allow-unassociated-targets -d 'Its task may name nodes that are not among its targets'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -s f -l file -d 'The documents: a file, a folder with those below it, or - for standard input (can be repeated)' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l prune -d 'Delete windows with a patch task, and nothing else, that no document names, in the accounts and Regions that a document is meant for'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l dry-run -d 'Show what would be done, and do nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -s y -l yes -d 'Do it without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -s f -l file -d 'The documents: a file, a folder with those below it, or - for standard input (can be repeated)' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l prune -d 'Show also what `apply --prune` would delete'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l format -d 'yaml, json, terraform or cloudformation' -r -f -a "yaml\t'One YAML document for each window'
json\t'One JSON list'
terraform\t'`aws_ssm_maintenance_window` and what belongs to it'
cloudformation\t'`AWS::SSM::MaintenanceWindow` and what belongs to it'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l all -d 'Every window of the accounts and Regions'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l instance-id -d 'Only windows that are for this node' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l after -d 'Only times after this one, such as 2027-01-01T00:00:00Z' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l before -d 'Only times before this one' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l runs -d 'How many times are shown of each account and Region' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand windows; and __fish_seen_subcommand_from next" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and not __fish_seen_subcommand_from explain" -f -a "explain" -d 'Say in words when a schedule runs, its next runs, and what surprises, without asking AWS'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l service -d 'Who runs it' -r -f -a "association\t'an association'
window\t'a maintenance window'
policy\t'a patch policy'
rule\t'an EventBridge rule'
scheduler\t'EventBridge Scheduler'"
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l from -d 'As if it were made then: a time such as 2026-12-01T00:00:00Z, by the zone of the schedule where it names none' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l runs -d 'How many runs are shown' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l schedule -d 'When it runs, as AWS writes it: cron(…), rate(…) or at(…)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l after-patch-tuesday -d 'Run so many days after each Patch Tuesday, the second Tuesday of a month' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l at -d 'At this time of that day, with --after-patch-tuesday; 00:00 without it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l timezone -d 'The time zone of its times, such as Europe/Berlin; UTC without it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l offset -d 'Run so many days, 1 to 6, after the day of a cron expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l only-at-interval -d 'As if it were told to wait for its next interval, instead of running at once when it is made (association, policy)'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedule; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and not __fish_seen_subcommand_from explain" -f -a "explain" -d 'Say in words when a schedule runs, its next runs, and what surprises, without asking AWS'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l service -d 'Who runs it' -r -f -a "association\t'an association'
window\t'a maintenance window'
policy\t'a patch policy'
rule\t'an EventBridge rule'
scheduler\t'EventBridge Scheduler'"
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l from -d 'As if it were made then: a time such as 2026-12-01T00:00:00Z, by the zone of the schedule where it names none' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l runs -d 'How many runs are shown' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l schedule -d 'When it runs, as AWS writes it: cron(…), rate(…) or at(…)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l after-patch-tuesday -d 'Run so many days after each Patch Tuesday, the second Tuesday of a month' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l at -d 'At this time of that day, with --after-patch-tuesday; 00:00 without it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l timezone -d 'The time zone of its times, such as Europe/Berlin; UTC without it' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l offset -d 'Run so many days, 1 to 6, after the day of a cron expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l only-at-interval -d 'As if it were told to wait for its next interval, instead of running at once when it is made (association, policy)'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand schedules; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -f -a "summary" -d 'Count verdicts by account and Region, operating system or group'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -f -a "nodes" -d 'List nodes with their verdict and why'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -f -a "patches" -d 'List the patches of one node'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -f -a "missing" -d 'Find the nodes on which a patch, or a fix of a CVE, is not in effect'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -f -a "associations" -d 'List what AWS says of State Manager associations; never part of a verdict'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and not __fish_seen_subcommand_from summary nodes patches missing associations check" -f -a "check" -d 'Gate: exit 3 unless every node is COMPLIANT'
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
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l include-unmanaged -d 'Also show the EC2 instances of the scope that Systems Manager does not know (needs ec2:DescribeInstances)'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from summary" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
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
unmanaged\t''
stale\t''
not-reported\t''
compliant\t''
gone\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l source -d 'Only nodes whose data came from this source: Command or `PatchPolicy`' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l include-unmanaged -d 'Also show the EC2 instances of the scope that Systems Manager does not know (needs ec2:DescribeInstances)'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from nodes" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l state -d 'Only patches in this state, such as missing or installed-pending-reboot (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from patches" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
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
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l exit-code -d 'Exit with 3 when a node lacks it'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l include-unmanaged -d 'Also show the EC2 instances of the scope that Systems Manager does not know (needs ec2:DescribeInstances)'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from missing" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from associations" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l node -d 'Only these nodes, by id (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l name -d 'Only nodes with this name; * and ? match, case does not count (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l tag -d 'Only nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l group -d 'Only nodes whose tag `Patch Group` or `PatchGroup` has this value (can be repeated)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l os -d 'Only nodes with this operating system, such as AMAZON_LINUX_2023 (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l from-file -d 'Only the nodes whose ids this file lists, one on each line; - reads standard input' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l exclude -d 'Leave out this node, by id or name pattern (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l fail-on -d 'From this compliance level of the baseline on a violation fails: critical, high, medium, low or any; one without a level fails too' -r -f -a "critical\t''
high\t''
medium\t''
low\t''
any\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l fail-on-severity -d 'From this severity of the patch\'s publisher on a violation fails: critical, important, moderate or low; one without a severity fails too' -r -f -a "critical\t''
important\t''
moderate\t''
low\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l max-noncompliant -d 'Tolerate this many non-compliant nodes, or this share of the nodes in scope, such as 3 or 5%' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l allow -d 'Let pass what is stale, not-reported, unreachable, stopped (instances), unmanaged, or unspecified (violations without a level); can be repeated or a comma list' -r -f -a "stale\t''
not-reported\t''
unreachable\t''
stopped\t''
unmanaged\t''
unspecified\t''"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l grace -d 'Let pass for so long after its registration or launch a node that has not reported yet, such as 2h' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l include-unmanaged -d 'Also show the EC2 instances of the scope that Systems Manager does not know (needs ec2:DescribeInstances)'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l allow-empty -d 'Pass when no node is in scope, which else fails'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand compliance; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and not __fish_seen_subcommand_from csv" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
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
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l overwrite -d 'Replace what is there, which is refused (exit 8) otherwise'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l if-none-match -d 'What holds without --overwrite; kept for scripts that say it'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l dry-run -d 'Show what would be written and where, and write nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l include-unmanaged -d 'Also show the EC2 instances of the scope that Systems Manager does not know (needs ec2:DescribeInstances)'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand report; and __fish_seen_subcommand_from csv" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and not __fish_seen_subcommand_from csv" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
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
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l overwrite -d 'Replace what is there, which is refused (exit 8) otherwise'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l if-none-match -d 'What holds without --overwrite; kept for scripts that say it'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l dry-run -d 'Show what would be written and where, and write nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l allow-missing-exclude -d 'Go on when an --exclude is known nowhere, for fleets that change'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l all -d 'Every node of the scope; reading commands mean that also without it'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l include-unmanaged -d 'Also show the EC2 instances of the scope that Systems Manager does not know (needs ec2:DescribeInstances)'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand reports; and __fish_seen_subcommand_from csv" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -f -a "serve" -d 'Offer the sandbox on loopback to any AWS client'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -f -a "seed" -d 'Fill the sandbox with the example fleet, your own, a generated one, or this machine'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -f -a "reset" -d 'Remove the sandbox with everything in it'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -f -a "status" -d 'Show what the sandbox holds'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -f -a "advance" -d 'Move the sandbox\'s clock'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and not __fish_seen_subcommand_from serve seed reset status advance catalog" -f -a "catalog" -d 'Fill and show the catalogues of patches'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l listen -d 'Listen here; only loopback addresses, port 0 for any free one' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l fleet -d 'Take the fleet from this file; examples/fleet.yaml documents the format' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l nodes -d 'Generate this many nodes with 250 packages each, in place of the nodes of the fleet file; from 1 to 1,000,000' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l root -d 'Enrol the system below this folder in place of this machine' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l this-host -d 'Enrol this machine, read-only, in the first account and Region of the fleet; the fleet has nothing else without --fleet'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l dry-run -d 'Show what would be replaced, and replace nothing'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -s y -l yes -d 'Replace the fleet that is there without asking'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from seed" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l ou -d 'Use only the accounts below this organizational unit (can be repeated or a comma list); needs --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l external-id -d 'Pass this external id when a role is assumed' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l endpoint-url -d 'Send every request to this URL' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l ca-bundle -d 'Trust the certificate authorities in this PEM file' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l connect-timeout -d 'Give up when a connection does not open in this many seconds [default: 10]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l read-timeout -d 'Give up when an answer does not come in this many seconds [default: 60]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -s o -l output -d 'Write the result in this format [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON document with `schema_version`'
jsonl\t'One JSON object on each line'
yaml\t'One YAML document'
csv\t'RFC 4180 with a header'
ids\t'Only the ids, one on each line'
junit\t'`JUnit` XML (compliance check)'
markdown\t'A Markdown report (compliance check)'
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l query -d 'Select from the whole result with a JMESPath expression' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l columns -d 'Show these columns of a table or CSV (a comma list, or all)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l sort -d 'Sort by these columns (a comma list; -NAME for descending)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l color -d 'Use colour: auto, always or never [default: auto]' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise'
always\t'Always'
never\t'Never'"
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l sandbox -d 'Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l max-age -d 'How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l all-regions -d 'Use every Region that is enabled for the account'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l organization -d 'Use every active account of the organization; needs --role-name'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -s q -l quiet -d 'Show only results, warnings and errors'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -s v -l verbose -d 'Say more about what is done (-vv for still more)'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l debug -d 'Log every request and answer, without secrets'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -f -a "import" -d 'Put repository metadata, or a list of updates, into the catalogues of an operating system'
complete -c patchctl -n "__fish_patchctl_using_subcommand sandbox; and __fish_seen_subcommand_from catalog" -f -a "list" -d 'List the catalogues'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and not __fish_seen_subcommand_from show" -f -a "show" -d 'Show every setting and its value'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand completion" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l output-dir -d 'Write the pages of all commands into this folder' -r -F
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l profile -d 'Use this AWS profile (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l region -d 'Use this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l exclude-region -d 'Leave out this Region (can be repeated or a comma list)' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l role-name -d 'Assume this role in the accounts of --accounts or --organization' -r
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l accounts -d 'Use these accounts (can be repeated or a comma list); others than one\'s own need --role-name' -r
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
github\t'GitHub workflow annotations (compliance check, override validate)'
sarif\t'SARIF 2.1.0 (override validate)'"
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
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -l no-sandbox -d 'Run against AWS, whatever PATCHCTL_SANDBOX or the config file says'
complete -c patchctl -n "__fish_patchctl_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'
