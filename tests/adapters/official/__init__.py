"""The platforms' own descriptions of what they take, and judges that read them. README.md says where from."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any


def described(platform: str) -> Any:
    """The description of a platform, as JSON."""
    packed = Path(__file__).with_name(f"{platform}.json.xz").read_bytes()
    return json.loads(lzma.decompress(packed))
