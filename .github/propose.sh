#!/usr/bin/env bash
# Propose the one new file under data/ as a draft pull request, once per issue.
# Usage: propose.sh NUMBER ANSWERS (the folder with path.txt and pull-request.md).
# Needs GH_TOKEN and GITHUB_REPOSITORY. Nothing that a visitor wrote becomes part of a command.
set -euo pipefail
number=$1
answers=$2
branch="forslag/arende-$number"
path=$(cat "$answers/path.txt")
if gh api --silent "repos/$GITHUB_REPOSITORY/branches/$branch" 2>/dev/null; then
  echo "Grenen $branch finns redan; redaktionens ändringar där rörs inte."
  exit 0
fi
git config user.name "github-actions[bot]"
git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
git switch --create "$branch"
git add -- "$path"
git commit --quiet --message "Utkast ur ärende $number"
gh auth setup-git
git push --quiet origin "$branch"
gh pr create --repo "$GITHUB_REPOSITORY" --draft --base main --head "$branch" \
  --title "Utkast ur ärende $number" --body-file "$answers/pull-request.md"
