#!/usr/bin/env bash
# Adds one migration of the same name for each database: eng/add-migration.sh NAME
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ $# -ne 1 || ! $1 =~ ^[A-Za-z][A-Za-z0-9]*$ ]]; then
  echo "usage: eng/add-migration.sh NAME   (letters and digits, for example AddSavedViews)" >&2
  exit 2
fi

project=src/TriageConsole.Data
dotnet tool restore >/dev/null
dotnet build "$project" -v q -nologo

for database in Sqlite Postgres; do
  dotnet ef migrations add "$1" --no-build --project "$project" --startup-project "$project" \
    --context "${database}TriageContext" --output-dir "Migrations/$database"
done
