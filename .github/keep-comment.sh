#!/usr/bin/env bash
# Keep one comment on an issue or pull request up to date: the one that begins with the file's first line.
# Usage: keep-comment.sh NUMBER FILE. Needs GH_TOKEN and GITHUB_REPOSITORY; texts travel in files only.
set -euo pipefail
number=$1
file=$2
MARK=$(sed -n 1p "$file")
export MARK
found=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$number/comments" \
  --jq '.[] | select(.user.type == "Bot") | select(.body | startswith(env.MARK)) | .id')
comment=$(printf '%s\n' "$found" | sed -n 1p)
if [ -n "$comment" ]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$comment" --field "body=@$file"
else
  gh api --silent --method POST "repos/$GITHUB_REPOSITORY/issues/$number/comments" --field "body=@$file"
fi
