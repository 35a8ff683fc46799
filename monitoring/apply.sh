#!/usr/bin/env bash
# Makes the metrics, alerts and dashboard of a project what the files beside this script say, or those
# in another folder. Run it again after any change, or when a run was broken off: what is there as it
# should be is left alone.
set -euo pipefail

usage() {
  cat <<'TEXT'
PROJECT=my-project CHANNELS=projects/my-project/notificationChannels/1 monitoring/apply.sh [OPTIONS] [DIR]

  PROJECT    id of the project
  CHANNELS   whom alerts go to: names of notification channels, separated by commas
             (gcloud alpha monitoring channels list --project=my-project)
  --mail ADDRESS   makes a channel for this address unless there is one, and adds it to CHANNELS
  --budget AMOUNT  makes a budget of so much a month, in the currency of the billing account, unless
                   there is one: its owners get a mail at 50, 90 and 100 %
  --exclude-logs   leaves out of the logs what nothing here needs of these functions: that the token of a
                   call was right, and nine of ten requests that were quick and successful
  --dry-run  print the commands that would change something, and run none of them
  DIR        folder of the files, as `npm run tool -- monitoring` writes it for an instance or a
             prefix; default: the folder of this script, for functions without one
TEXT
  exit "$1"
}

dry_run=false
mail=
budget=
exclude_logs=false
while [[ "${1-}" == -* ]]; do
  case "$1" in
    --dry-run) dry_run=true ;;
    --mail) mail="${2-}" && shift ;;
    --budget) budget="${2-}" && shift ;;
    --exclude-logs) exclude_logs=true ;;
    --help) usage 0 ;;
    *) usage 2 >&2 ;;
  esac
  shift || usage 2 >&2
done
channels="$(tr -d ' ' <<<"${CHANNELS-}")"
[[ $# -le 1 && -n "${PROJECT-}" && -n "$channels$mail" ]] || usage 2 >&2

cd "${1-"$(dirname "${BASH_SOURCE[0]}")"}"

# The dashboard is called `firestreak`, after the name of its installation if that has one.
dashboard="$(basename dashboards/*firestreak.json .json)"
installation="${dashboard%firestreak}"
installation="${installation%-}"

# Reads: runs in a dry run too.
ask() {
  gcloud "$@" --project="$PROJECT" --quiet
}

# Changes the project, and says how.
change() {
  local command=(gcloud "$@" --project="$PROJECT" --quiet)
  printf '%s\n' "${command[*]}"
  if [[ "$dry_run" == false ]]; then "${command[@]}"; fi
}

# An update replaces what is there as a whole.
replacing() {
  echo "# Replaces $1: what was changed in it in the console is lost."
}

# Each file has its version in it, by which what was applied of it is known again.
version_of() {
  sed -nE 's/.*(\[|"firestreak_version": ")([0-9a-f]{12}).*/\2/p' "$1" | head -n 1
}

sorted() {
  tr ', ' '\n\n' <<<"$1" | sed '/^$/d' | sort -u
}

add_mail_channel() {
  local name
  name="$(ask alpha monitoring channels list --format='value(name)' \
    --filter="type=\"email\" AND labels.email_address=\"$mail\"" | head -n 1)"
  if [[ -z "$name" ]]; then
    change alpha monitoring channels create --type=email --display-name="Firestreak: $mail" \
      --channel-labels="email_address=$mail"
    [[ "$dry_run" == false ]] || { channels="${channels:+$channels,}the-new-channel" && return; }
    name="$(ask alpha monitoring channels list --format='value(name)' \
      --filter="type=\"email\" AND labels.email_address=\"$mail\"" | head -n 1)"
  fi
  channels="${channels:+$channels,}$name"
}

apply_metrics() {
  local known file name
  known="$(ask logging metrics list --format='csv[no-heading](name,description)')"
  for file in metrics/*.json; do
    name="$(basename "$file" .json)"
    if ! grep -q "^$name," <<<"$known"; then
      change logging metrics create "$name" --config-from-file="$file"
    elif ! grep -q "^$name,.*\[$(version_of "$file")\]" <<<"$known"; then
      change logging metrics update "$name" --config-from-file="$file"
    fi
  done
}

# Incidents belong to the conditions of a policy, so one that has not changed is left alone.
apply_alerts() {
  local known file alert applied id to
  known="$(ask alpha monitoring policies list \
    --format='csv[no-heading](userLabels.firestreak_installation,userLabels.firestreak_alert,userLabels.firestreak_version,name,notificationChannels.list(separator=" "))' |
    sed -n "s/^$installation,//p")"
  for file in alerts/*.json; do
    alert="$(basename "$file" .json)"
    IFS=, read -r _ applied id to < <(grep "^$alert," <<<"$known" || printf ',,,\n')
    if [[ -z "$id" ]]; then
      change alpha monitoring policies create --policy-from-file="$file" \
        --notification-channels="$channels"
    elif [[ "$applied" != "$(version_of "$file")" ]]; then
      replacing "the alert $alert"
      change alpha monitoring policies update "$id" --policy-from-file="$file" \
        --set-notification-channels="$channels"
    elif [[ "$(sorted "$to")" != "$(sorted "$channels")" ]]; then
      change alpha monitoring policies update "$id" --set-notification-channels="$channels"
    fi
  done
  while IFS=, read -r alert _ id _; do
    if [[ -n "$alert" && ! -e "alerts/$alert.json" ]]; then
      echo "The alert $alert has no file any more: gcloud alpha monitoring policies delete $id" >&2
    fi
  done <<<"$known"
}

# An update needs the etag of what it replaces.
apply_dashboard() {
  local known etag applied config
  known="$(ask monitoring dashboards list \
    --format='csv[no-heading](name.basename(),etag,labels.firestreak_version)')"
  IFS=, read -r _ etag applied < <(grep "^$dashboard," <<<"$known" || printf ',,\n')
  if [[ -z "$etag" ]]; then
    config="$(dashboard_with "\"name\": \"projects/$PROJECT/dashboards/$dashboard\"")"
    change monitoring dashboards create --config-from-file=- <<<"$config"
  elif [[ "$applied" != "$(version_of "dashboards/$dashboard.json")" ]]; then
    replacing "the dashboard $dashboard"
    config="$(dashboard_with "\"etag\": \"$etag\"")"
    change monitoring dashboards update "$dashboard" --config-from-file=- <<<"$config"
  fi
}

# The file of the dashboard with one more field.
dashboard_with() {
  printf '{ %s,\n' "$1"
  tail -n +2 "dashboards/$dashboard.json"
}

# The entries of the functions that are watched; others of the project stay as they are.
exclude_logs() {
  local known services prefix="${installation:+$installation-}firestreak" name filter
  known="$(ask logging sinks describe _Default --format='value(exclusions.name)' | tr ';,' '\n\n')"
  services="$(sed -nE 's/.*(resource\.labels\.service_name=~\\"[^"]*\\").*/\1/p' metrics/*firestreak_share.json | tr -d '\\')"
  while IFS=: read -r name filter; do
    if ! grep -qxF "$prefix-$name" <<<"$known"; then
      change logging sinks update _Default \
        --add-exclusion="^:^name=$prefix-$name:filter=$services AND $filter"
    fi
  done <<'FILTERS'
verified-calls:severity=DEBUG AND jsonPayload.message="Callable request verification passed"
quick-requests:log_id("run.googleapis.com/requests") AND httpRequest.status<400 AND httpRequest.latency<"1s" AND sample(insertId, 0.9)
FILTERS
}

# A budget is of a billing account, and counts all that the project costs.
apply_budget() {
  local account name="Firestreak in $PROJECT"
  account="$(gcloud billing projects describe "$PROJECT" --format='value(billingAccountName.basename())' --quiet)"
  if ! gcloud billing budgets list --billing-account="$account" --format='value(displayName)' --quiet |
    grep -qxF "$name"; then
    change billing budgets create --billing-account="$account" --display-name="$name" \
      --budget-amount="$budget" --filter-projects="projects/$PROJECT" \
      --threshold-rule=percent=0.5 --threshold-rule=percent=0.9 --threshold-rule=percent=1.0
  fi
}

[[ -z "$mail" ]] || add_mail_channel
apply_metrics
apply_alerts
apply_dashboard
[[ "$exclude_logs" == false ]] || exclude_logs
[[ -z "$budget" ]] || apply_budget
