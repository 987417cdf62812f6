"""Every room's tables, imported in one place so that migrations and foreign keys see the whole schema."""

from __future__ import annotations

from backend.audit import models as audit
from backend.core import calendar, imports, settings, throttle
from backend.core import retention as retention_rules
from backend.core.db import Base
from backend.evidence import models as evidence
from backend.hazards import models as hazards
from backend.inspections import models as inspections
from backend.messages import models as messages
from backend.patrols import models as patrols
from backend.patrols import visit_models as patrol_visits
from backend.people import models as people
from backend.places import calendar_models as school_calendar
from backend.places import models as places
from backend.protection import models as protection
from backend.rectifications import erasure_models as erasures
from backend.rectifications import models as rectifications
from backend.rectifications import supervision_models as supervision
from backend.referrals import models as referrals
from backend.retention import models as retention

metadata = Base.metadata
__all__ = [
    "audit",
    "calendar",
    "erasures",
    "evidence",
    "hazards",
    "imports",
    "inspections",
    "messages",
    "metadata",
    "patrol_visits",
    "patrols",
    "people",
    "places",
    "protection",
    "rectifications",
    "referrals",
    "retention",
    "retention_rules",
    "school_calendar",
    "settings",
    "supervision",
    "throttle",
]
