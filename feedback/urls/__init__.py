"""The addresses of the room `feedback`: those of the public and those of the workplace."""

from django.urls import URLPattern, URLResolver

from feedback.urls import board, public, register, work

urlpatterns: list[URLPattern | URLResolver] = [
    *public.urlpatterns,
    *board.urlpatterns,
    *work.urlpatterns,
    *register.urlpatterns,
]
