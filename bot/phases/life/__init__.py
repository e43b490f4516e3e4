"""Life happens: settings, absences, rests, endings, own promises and one's own data."""

from bot.phases.life import closing, leaving, myself, privacy, resting, todo

DIALOGS = (
    privacy.ERASING,
    privacy.UNERASING,
    myself.SETTINGS,
    myself.AWAY,
    todo.TODO,
    resting.PAUSE,
    resting.RESUME,
    leaving.LEAVING,
    closing.CLOSING,
)
