"""What scores tell the rooms above, after the transaction has been committed.

``edition_published(edition)``: from now on everybody may read it, as far as its index is public.
"""

from __future__ import annotations

from django.dispatch import Signal

edition_published = Signal()
