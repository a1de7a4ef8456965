#!/usr/bin/env bash
# Keep one open issue up to date: the one with the title given.
# Usage: keep-issue.sh TITLE FILE. Needs GH_TOKEN and GITHUB_REPOSITORY; texts travel in files only.
set -euo pipefail
export TITLE=$1
file=$2
found=$(gh issue list --repo "$GITHUB_REPOSITORY" --state open --limit 500 --json number,title \
  --jq '.[] | select(.title == env.TITLE) | .number')
issue=$(printf '%s\n' "$found" | sed -n 1p)
if [ -n "$issue" ]; then
  gh issue edit "$issue" --repo "$GITHUB_REPOSITORY" --body-file "$file"
else
  gh issue create --repo "$GITHUB_REPOSITORY" --title "$TITLE" --body-file "$file"
fi
