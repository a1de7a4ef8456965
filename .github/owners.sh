#!/usr/bin/env bash
# Add to the weekly report the lines of CODEOWNERS whose owner the Git host does not know: nobody is asked there.
# Usage: owners.sh REPORT. Needs GH_TOKEN and GITHUB_REPOSITORY.
set -euo pipefail
report=$1
unknown=$(gh api "repos/$GITHUB_REPOSITORY/codeowners/errors" \
  --jq '.errors[] | "- Rad \(.line): `\(.source | rtrimstr("\n"))`"')
if [ -z "$unknown" ]; then
  exit 0
fi
{
  printf '\n## Områden utan granskare\n\n'
  printf 'De här raderna i `.github/CODEOWNERS` pekar på ett team eller en person som inte finns, '
  printf 'eller som inte får skriva i arkivet. Ingen blir tillfrågad. Skapa teamet eller ändra raden.\n\n'
  printf '%s\n' "$unknown"
} >> "$report"
