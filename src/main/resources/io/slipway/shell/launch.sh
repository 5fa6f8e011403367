# Starts a program that outlives its starter: setsid sh -c <this text> launch <slot> <command> [argument]...
# On standard input: the program's environment, NAME=value a line, ended by an empty line.
# Answers "started" when the program is about to take over this process. Ends with 75: the slot is taken.
slot=$1
shift

# When the process was born, in clock ticks since boot; nothing for one that is dead but not yet buried.
birth() { sed -n 's/.*) \([^ZX]\)/\1/p' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20; }
read -r boot </proc/sys/kernel/random/boot_id || exit 1

# The program inherits descriptor 9: while it or a child of it lives, the lock is held. Somebody who only looks
# holds the lock for a moment as well; hence the patience.
exec 9>>"$slot/lock" || exit 1
flock --exclusive --timeout 2 9 || exit 75
# A program may have closed what it inherited, and run all the same.
if [ -s "$slot/pid" ]; then
    read -r pid born during <"$slot/pid"
    if [ "$during" = "$boot" ] && [ "$(birth "$pid")" = "$born" ]; then exit 75; fi
fi

before=$(umask)
umask 077
complete=no
exec 8>"$slot/environment.new" || exit 1
while IFS= read -r line; do
    if [ -z "$line" ]; then
        complete=yes
        break
    fi
    printf '%s\n' "$line" >&8
done
# The starter died half-way: a program must not run with half of its environment.
[ "$complete" = yes ] || exit 76
mv -f "$slot/environment.new" "$slot/environment" || exit 1
printf '%s %s %s\n' "$$" "$(birth $$)" "$boot" >"$slot/pid.new" || exit 1
mv -f "$slot/pid.new" "$slot/pid" || exit 1
exec 8>>"$slot/log" || exit 1
# What was said before is not this program's.
wc -c <"$slot/log" >"$slot/log-from.new" || exit 1
mv -f "$slot/log-from.new" "$slot/log-from" || exit 1
umask "$before"

# What the shell adds on its own is not the program's business. From the loop on no name of this script may matter:
# the environment can hold any.
set -- "$(command -v env)" -u _ -u PWD -u OLDPWD -u SHLVL "$@"
exec 7<"$slot/environment"
while IFS= read -r slipway_line <&7; do export "$slipway_line"; done
unset slipway_line
exec 7<&-
echo started
exec >&8 2>&1 8>&- </dev/null
exec "$@"
