#!/bin/sh
# Run once, when the volume is new: Paydesk owns its database and is no superuser.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -v password="$DATABASE_PASSWORD" <<'SQL'
create role paydesk login password :'password';
create database paydesk owner paydesk;
SQL
