"""The platforms' own descriptions of what they take, and judges that read them. README.md says where from."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

from jsonschema.validators import extend


def described(platform: str) -> Any:
    """The description of a platform, as JSON."""
    packed = Path(__file__).with_name(f"{platform}.json.xz").read_bytes()
    return json.loads(lzma.decompress(packed))


def by_type(judge: Any, shapes: dict[str, Any]) -> Any:
    """The judge, passing over alternatives of another `type`: they can never fit, and take longest."""

    def narrowed(rule: str) -> Any:
        def check(validator: Any, branches: list[Any], instance: Any, schema: Any) -> Any:
            said = instance.get("type") if isinstance(instance, dict) else None
            likely = [one for one in branches if said is None or _may_be(shapes, one, said)]
            return judge.VALIDATORS[rule](validator, likely or branches, instance, schema)

        return check

    return extend(judge, {rule: narrowed(rule) for rule in ("anyOf", "oneOf")})


def _may_be(shapes: dict[str, Any], branch: dict[str, Any], said: Any) -> bool:
    shape = shapes[branch["$ref"].rpartition("/")[2]] if "$ref" in branch else branch
    told = shape.get("properties", {}).get("type", {})
    allowed = [told["const"]] if "const" in told else told.get("enum")
    return allowed is None or said in allowed
