"""What one way of looking came to."""
from dataclasses import dataclass, field


@dataclass
class Report:
    text: str = ""
    failures: list = field(default_factory=list)
    warnings: list = field(default_factory=list)


def table(heads, rows):
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
