"""The HTTP API (接口): what a page can do a program can do, with the same functions and the same scope."""

from chengjie.web.api.all import api

__all__ = ["api"]
