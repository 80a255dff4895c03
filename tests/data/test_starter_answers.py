"""What the starter answers of each outside fact: around its start, around its end, and today.

A row is fact, subject, list, day, status, and what makes the answer what it is: a reason, an end kind,
a flag or a start. The reason for a row that may surprise stands behind it.
"""
import json
import os
import subprocess
import sys
import tempfile

from record_files import ROOT

PROGRAM = os.environ.get("INTERDICT_BIN", str(ROOT / "build" / "dev" / "interdict"))
NOW = "2026-11-25T12:00:00Z"

CASES = """\
D001 facts:auc                         us-fto        2001-09-09 not_yet
D001 facts:auc                         us-fto        2001-09-10 in_force   since=2001-09-10
D001 facts:auc                         us-fto        2005-09-10 in_force   since=2001-09-10            # redesignated in time, and no lapse any more since 2004-12
D001 facts:auc                         us-fto        2014-07-14 in_force
D001 facts:auc                         us-fto        2014-07-15 ended      end_kind=lifted
D002 facts:al-qaida                    us-fto        1999-10-07 not_yet
D002 facts:al-qaida                    us-fto        1999-10-08 in_force
D002 facts:al-qaida                    us-fto        2001-10-07 in_force   !renewal_presumed           # its first two years
D002 facts:al-qaida                    us-fto        2001-10-08 in_force   renewal_presumed            # no redesignation on file, later evidence bridges
D003 facts:imu                         us-fto        2000-09-25 in_force
D004 facts:lashkar-e-tayyiba           us-fto        2001-12-26 in_force
D005 facts:jaish-e-mohammed            us-fto        2001-12-25 not_yet
D006 facts:al-shabaab                  us-fto        2026-11-25 in_force   !renewal_presumed           # listed after lapses ended
D007 facts:boko-haram                  us-fto        2013-11-14 in_force
D008 facts:boko-haram                  ca-terrorist  2013-12-23 not_yet
D008 facts:boko-haram                  ca-terrorist  2013-12-24 in_force                               # registered; the Gazette came on the 30th
D009 facts:al-shabaab                  ca-terrorist  2010-03-05 in_force
D010 facts:al-shabaab                  au-terrorist  2009-08-15 unknown    reason=start_between        # the month is all the source gives
D010 facts:al-shabaab                  au-terrorist  2009-09-01 in_force
D010 facts:al-shabaab                  au-terrorist  2026-11-25 in_force   renewal_presumed
D011 facts:palestinian-islamic-jihad   au-terrorist  2004-06-01 in_force
D012 facts:al-qaida                    ca-terrorist  2002-07-23 in_force
D013 facts:al-qaida                    tj-terrorist  2006-04-10 unknown    reason=start_between        # decided, and final on a day not on file
D013 facts:al-qaida                    tj-terrorist  2006-05-01 in_force   effect_presumed
D014 facts:lashkar-e-tayyiba           ru-terrorist  2003-02-13 not_yet
D014 facts:lashkar-e-tayyiba           ru-terrorist  2004-01-01 in_force
D015 facts:hizb-ut-tahrir              ru-terrorist  2004-01-01 in_force
D016 facts:hizb-ut-tahrir              gb-proscribed 2024-01-14 not_yet
D016 facts:hizb-ut-tahrir              gb-proscribed 2024-01-18 decided                                # laid, not in force
D016 facts:hizb-ut-tahrir              gb-proscribed 2024-01-19 in_force   !confirmation_not_on_file
D017 facts:etlo                        cn-terrorist  2003-12-14 not_yet
D017 facts:etlo                        cn-terrorist  2003-12-15 in_force
D018 facts:isil                        us-fto        2014-06-01 in_force   since=2004-12-17            # renamed in 2014-05
D019 facts:the-base                    nz-terrorist  2022-06-20 in_force                               # gazetted a week later
D019 facts:the-base                    nz-terrorist  2025-06-19 in_force
D019 facts:the-base                    nz-terrorist  2025-06-20 unknown    reason=renewal_not_on_file
D020 facts:the-base                    ca-terrorist  2021-02-03 in_force
D021 facts:hizballah                   ar-repet      2019-07-17 not_yet                                # the registry's first day
D021 facts:hizballah                   ar-repet      2019-09-01 in_force
D022 facts:al-qassam-brigades          au-terrorist  2010-01-01 in_force   since=2003-11
D022 facts:hamas                       au-terrorist  2010-01-01 not_yet                                # a wing is not the whole
D022 facts:al-qassam-brigades          au-terrorist  2022-04-01 in_force   through_whole
D022 facts:hamas                       au-terrorist  2022-04-01 in_force   since=2022-03
D023 facts:kataib-hizballah            us-fto        2009-07-02 in_force
D023 facts:hizballah                   us-fto        2024-05-27 unknown    reason=no_source            # a homonym lends no listing
D024 facts:hizb-ut-tahrir              tj-extremist  2009-01-01 in_force
D024 facts:hizb-ut-tahrir              tj-terrorist  2009-01-01 unknown    reason=no_source            # found extremist, not terrorist
D025 facts:world-uyghur-youth-congress cn-terrorist  2003-12-15 in_force
D026 Taliban                           ru-terrorist  2025-04-16 in_force   proposal_pending
D026 Taliban                           ru-terrorist  2025-04-17 suspended  since=2025-04-17
D027 Taliban                           kz-terrorist  2005-03-14 not_yet
D027 Taliban                           kz-terrorist  2015-01-01 unknown    reason=end_between          # known to be out by the announcement only
D027 Taliban                           kz-terrorist  2023-12-28 unknown    reason=end_between
D027 Taliban                           kz-terrorist  2023-12-29 ended      end_kind=lifted
D028 Taliban                           kg-terrorist  2024-10-01 in_force   reported                    # neither an absence nor a ministry's word is a court's act
D029 Taliban                           tj-terrorist  2006-03-29 not_yet
D029 Taliban                           tj-terrorist  2006-08-01 unknown    reason=sources_differ
D029 Taliban                           tj-terrorist  2007-02-01 in_force
D030 Taliban                           us-sdgt       2002-07-01 not_yet
D030 Taliban                           us-sdgt       2024-05-27 in_force   !competence_unverified
D031 Taliban                           us-fto        2024-05-27 never
D032 Taliban                           ca-terrorist  2013-04-30 not_yet
D032 Taliban                           ca-terrorist  2013-06-01 in_force
D033 facts:taliban-associated          un-1267       1999-10-14 not_yet
D033 facts:taliban-associated          un-1267       2000-06-01 unknown    reason=start_between        # the day of the regime is not that of an entry
D033 facts:taliban-associated          un-1267       2011-06-16 in_force
D033 facts:taliban-associated          un-1267       2011-06-17 ended      end_kind=superseded
D034 facts:taliban-associated          un-1988       2011-06-17 in_force
D034 Taliban                           un-1988       2024-05-27 unknown    no_own_entry
D035 Taliban                           ae-terrorist  2014-11-14 not_yet
D035 Taliban                           ae-terrorist  2014-11-15 in_force
"""


def ask(home, *arguments):
    environment = dict(os.environ, INTERDICT_DATA=str(ROOT / "data"), INTERDICT_NOW=NOW)
    done = subprocess.run([PROGRAM, "--home", home, *arguments], capture_output=True, env=environment, check=False)
    if done.returncode != 0:
        sys.exit(f"interdict {' '.join(arguments)}: {done.stderr.decode()}")
    return done.stdout


def holds(row, wanted):
    if "=" in wanted:
        field, value = wanted.split("=")
        got = row[field]["edtf"] if isinstance(row[field], dict) else row[field]
        return got == value
    if wanted == "reported":
        return bool(row["reported"])
    return (wanted.lstrip("!") in row["flags"]) != wanted.startswith("!")


def main():
    faults = []
    asked = set()
    with tempfile.TemporaryDirectory(prefix="idt-answers-") as home:
        ask(home, "init", "--starter")
        for line in CASES.splitlines():
            fact, subject, list_key, day, status, *wanted = line.split("#")[0].split()
            asked.add(fact)
            answer = json.loads(ask(home, "status", subject, "--list", list_key, "--as-of", day, "--format", "json"))
            row = next(r for r in answer["listings"] if r["list"] == list_key and r["scope"] == "whole")
            if row["status"] != status:
                faults.append(f"{line}\n    is {row['status']}, {row['reason'] or row['end_kind']}")
            faults += [f"{line}\n    not so: {w}; {json.dumps(row)}" for w in wanted if not holds(row, w)]
    missing = {f"D{n:03}" for n in range(1, 36)} - asked
    if missing:
        faults.append(f"no case for {', '.join(sorted(missing))}")
    print("\n".join(faults) or f"{len(CASES.splitlines())} answers are as they should be")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
