#!/usr/bin/env bash
# The reads of `patchctl report csv --detail` with the AWS CLI, for the first NODES nodes: one process per node.
set -euo pipefail
ids=$(aws ssm describe-instance-information --page-size 50 --query 'InstanceInformationList[].InstanceId' --output text)
tr '\t' '\n' <<<"$ids" | head -n "$NODES" | xargs -n 1 aws ssm list-compliance-items --page-size 50 --resource-types ManagedInstance \
  --filters Key=ComplianceType,Values=Patch,Type=EQUAL --resource-ids
