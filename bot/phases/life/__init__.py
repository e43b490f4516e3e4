"""Life happens: settings, absences, rests, changes of the work, endings, own promises and one's own data."""

from bot.phases.life import (
    away,
    changing,
    changing_answer,
    changing_begins,
    closing,
    discretion,
    leaving,
    privacy,
    resting,
    settings,
    todo,
)

DIALOGS = (
    privacy.ERASING,
    privacy.UNERASING,
    settings.SETTINGS,
    away.AWAY,
    todo.TODO,
    resting.PAUSE,
    resting.RESUME,
    changing.CHANGING,
    changing_answer.CHANGING_ANSWER,
    changing_begins.CHANGING_BEGINS,
    discretion.DISCRETION,
    leaving.LEAVING,
    closing.CLOSING,
)
