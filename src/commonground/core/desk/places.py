"""Places and their groups at the desk."""

from __future__ import annotations

from commonground.core.desk.viewsets import ReferenceViewSet
from commonground.core.models import Place, PlaceGroup


class PlaceDesk(ReferenceViewSet):
    model = Place
    icon = "site"
    menu_order = 300
    base_url_path = "places"
    list_display = ("name", "code", "scheme", "fictional")
    list_filter = ("scheme", "fictional")
    list_export = ("scheme", "code", "name", "fictional", "tile_column", "tile_row")
    search_fields = ("name", "code")
    export_filename = "places"


class PlaceGroupDesk(ReferenceViewSet):
    model = PlaceGroup
    icon = "group"
    menu_order = 310
    base_url_path = "place-groups"
    list_display = ("title", "code", "scheme")
    list_export = ("scheme", "code", "title")
    search_fields = ("title", "code")
    export_filename = "place-groups"
