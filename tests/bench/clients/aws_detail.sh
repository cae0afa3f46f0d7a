#!/usr/bin/env bash
# The reads of `patchctl report csv --detail` with the AWS CLI, for the first NODES nodes: one process per node.
set -euo pipefail
ids=$(aws ssm describe-instance-information --page-size 50 --query 'InstanceInformationList[].InstanceId' --output text)
mapfile -t nodes < <(tr '\t' '\n' <<<"$ids")
for node in "${nodes[@]:0:$NODES}"; do
  aws ssm list-compliance-items --page-size 50 --resource-types ManagedInstance --resource-ids "$node" \
    --filters Key=ComplianceType,Values=Patch,Type=EQUAL
done
