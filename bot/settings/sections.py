"""The settings by section: each a class with what it accepts."""

from __future__ import annotations

import base64
import binascii
import ipaddress
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.settings.faults import address, port, starts

KEY_BYTES = 32
DATABASE_FILE = "fivefold.db"
YES, NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0")


def _section(prefix: str) -> SettingsConfigDict:
    # An empty value is an unset one, so that a line of .env can be left blank.
    return SettingsConfigDict(
        env_prefix=prefix,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_by_name=True,
        validate_by_alias=True,
    )


class Storage(BaseSettings):
    """Where the data is kept, and the key that seals it."""

    model_config = _section("FIVEFOLD_")

    database_url: SecretStr | None = Field(default=None, validation_alias="DATABASE_URL")
    data: Path = Path(".fivefold")
    key: SecretStr | None = None

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        scheme, _, rest = value.get_secret_value().partition("://")
        if scheme == "sqlite":
            if rest.partition("?")[0] in ("", "/", "/:memory:"):
                raise ValueError(
                    "DATABASE_URL names no file, so nothing would be kept: "
                    "write sqlite:///folder/fivefold.db, or remove the setting."
                )
            return value
        if scheme not in ("postgres", "postgresql", "postgresql+psycopg"):
            raise ValueError(
                "DATABASE_URL must start with sqlite:/// or postgresql://; "
                "remove the setting to keep everything in one file."
            )
        url = f"postgresql+psycopg://{rest}"
        try:
            _ = urlsplit(url).port
        except ValueError:
            raise ValueError(
                "DATABASE_URL cannot be read: write postgresql://name:password@host:5432/database, "
                "and write special characters of the password as %40 and so on."
            ) from None
        return SecretStr(url)

    @field_validator("data")
    @classmethod
    def _a_folder(cls, value: Path) -> Path:
        value = value.expanduser()
        if value.exists() and not value.is_dir():
            raise ValueError(f"FIVEFOLD_DATA names a file ({value}): name a folder instead.")
        return value

    @field_validator("key")
    @classmethod
    def _whole_keys(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            _decode_keys(value)
        return value

    @property
    def url(self) -> str:
        """The database's address as the store takes it."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{(self.data / DATABASE_FILE).as_posix()}"

    @property
    def keys(self) -> tuple[bytes, ...]:
        """The keys of FIVEFOLD_KEY, the newest first; empty when the key lies in its file."""
        return () if self.key is None else _decode_keys(self.key)


def _decode_keys(value: SecretStr) -> tuple[bytes, ...]:
    try:
        keys = tuple(
            base64.b64decode(part.strip().translate(str.maketrans("-_", "+/")), validate=True)
            for part in value.get_secret_value().split(",")
        )
    except (binascii.Error, ValueError):
        keys = ()
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise ValueError(
            "FIVEFOLD_KEY is not a whole key: copy it again from where you keep it "
            f"({KEY_BYTES} bytes in base64, 44 characters; older keys follow after a comma)."
        )
    return keys


class Browser(BaseSettings):
    """The page on this machine."""

    model_config = _section("FIVEFOLD_")

    host: str = "127.0.0.1"
    port: int = 8420
    open: bool = True

    @field_validator("host")
    @classmethod
    def _this_machine_only(cls, value: str) -> str:
        if value == "localhost":
            return value
        try:
            loopback = ipaddress.ip_address(value).is_loopback
        except ValueError:
            loopback = False
        if not loopback:
            raise ValueError(
                "FIVEFOLD_HOST must be 127.0.0.1, ::1 or localhost: "
                "whoever reaches the page plays both people, so it stays on this machine."
            )
        return value

    @field_validator("port", mode="before")
    @classmethod
    def _a_port(cls, value: Any) -> int:
        return port(value, "FIVEFOLD_PORT")

    @field_validator("open", mode="before")
    @classmethod
    def _yes_or_no(cls, value: Any) -> bool:
        word = str(value).lower()
        if word not in (*YES, *NO):
            raise ValueError("FIVEFOLD_OPEN must be yes or no.")
        return word in YES


class Slack(BaseSettings):
    """The Slack app's tokens and how its events arrive."""

    model_config = _section("SLACK_")

    bot_token: SecretStr | None = None
    app_token: SecretStr | None = None
    mode: Literal["socket", "http"] = "socket"
    signing_secret: SecretStr | None = None
    api_url: str = "https://slack.com/api/"
    host: str = "127.0.0.1"
    port: int = 3000
    client_id: str | None = None
    client_secret: SecretStr | None = None

    @field_validator("bot_token")
    @classmethod
    def _a_bot_token(cls, value: SecretStr | None) -> SecretStr | None:
        return starts(value, "xoxb-", "SLACK_BOT_TOKEN", "OAuth & Permissions, Bot User OAuth Token")

    @field_validator("app_token")
    @classmethod
    def _an_app_token(cls, value: SecretStr | None) -> SecretStr | None:
        return starts(value, "xapp-", "SLACK_APP_TOKEN", "Basic Information, App-Level Tokens")

    @field_validator("mode", mode="before")
    @classmethod
    def _a_mode(cls, value: Any) -> Any:
        word = str(value).lower()
        if word not in ("socket", "http"):
            raise ValueError("SLACK_MODE must be socket (needs no public address) or http.")
        return word

    @field_validator("port", mode="before")
    @classmethod
    def _a_port(cls, value: Any) -> int:
        return port(value, "SLACK_PORT")

    @field_validator("api_url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        # The client joins method names to this, so it ends with a slash.
        return address(value, "SLACK_API_URL", ("https", "http")).rstrip("/") + "/"

    @model_validator(mode="after")
    def _complete(self) -> Slack:
        if (self.client_id is None) != (self.client_secret is None):
            raise ValueError(
                "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET go together: "
                "copy both from your Slack app, Basic Information, App Credentials."
            )
        if not self.configured:
            if self.app_token is not None or self.signing_secret is not None:
                raise ValueError(
                    "SLACK_BOT_TOKEN is missing: copy it from your Slack app, "
                    "OAuth & Permissions, Bot User OAuth Token."
                )
        elif self.mode == "socket" and self.app_token is None:
            raise ValueError(
                "SLACK_APP_TOKEN is missing: make one in your Slack app, Basic Information, "
                "App-Level Tokens, with the scope connections:write."
            )
        elif self.mode == "http" and self.signing_secret is None:
            raise ValueError(
                "SLACK_SIGNING_SECRET is missing, and SLACK_MODE=http needs it: "
                "copy it from your Slack app, Basic Information, Signing Secret."
            )
        return self

    @property
    def configured(self) -> bool:
        return self.bot_token is not None or self.client_id is not None

    @property
    def access(self) -> tuple[str, str, str, str, str, str, int, str, str]:
        """Bot token, app token, signing secret, mode, Slack's address, our host and port, client."""
        secrets = (self.bot_token, self.app_token, self.signing_secret, self.client_secret)
        bot, app, signing, client = (secret.get_secret_value() if secret else "" for secret in secrets)
        where = (self.mode, self.api_url, self.host, self.port)
        return bot, app, signing, *where, self.client_id or "", client


class Discord(BaseSettings):
    """The Discord bot's token."""

    model_config = _section("DISCORD_")

    token: SecretStr | None = None
    api_url: str = "https://discord.com/api/v10"
    gateway_url: str = "wss://gateway.discord.gg/"

    @field_validator("token")
    @classmethod
    def _a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and value.get_secret_value().count(".") != 2:
            raise ValueError(
                "DISCORD_TOKEN is not a bot token (it has two dots): "
                "reset and copy it in the Developer Portal, Bot, Token."
            )
        return value

    @field_validator("api_url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        # The client joins paths that begin with a slash.
        return address(value, "DISCORD_API_URL", ("https", "http")).rstrip("/")

    @field_validator("gateway_url")
    @classmethod
    def _a_gateway(cls, value: str) -> str:
        return address(value, "DISCORD_GATEWAY_URL", ("wss", "ws"))

    @property
    def configured(self) -> bool:
        return self.token is not None


class Sending(BaseSettings):
    """How messages are sent."""

    model_config = _section("FIVEFOLD_")

    quiet_seconds: float = 10

    @field_validator("quiet_seconds", mode="before")
    @classmethod
    def _a_while(cls, value: Any) -> Any:
        try:
            seconds = float(value)
        except (TypeError, ValueError):
            seconds = 0
        if not 1 <= seconds <= 60:
            raise ValueError("FIVEFOLD_QUIET_SECONDS must be a number from 1 to 60.")
        return seconds


class Logging(BaseSettings):
    """How much the log tells."""

    model_config = _section("FIVEFOLD_LOG_")

    level: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("level", mode="before")
    @classmethod
    def _a_level(cls, value: Any) -> Any:
        word = str(value).lower()
        if word not in ("debug", "info", "warning", "error"):
            raise ValueError("FIVEFOLD_LOG_LEVEL must be debug, info, warning or error.")
        return word
