# The example that `fivefold demo` plays.

demo-over = That was { $weeks } weeks in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
}. Nothing of it was sent to anybody.
demo-next = Look around, press what you like and move the clock: this is a copy of its own. For the same weeks with bad ones among them, type { $called } demo --bad-week; to begin with real people, type { $called } run.
demo-playing = Playing { $weeks } weeks of three people
