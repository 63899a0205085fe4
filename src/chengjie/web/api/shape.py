"""The shape of the HTTP API: who is let in, how a refusal is answered, what every operation says of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, NoReturn

from django.contrib.auth.models import User
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, File, Form, NinjaAPI, Query, Router, Schema, UploadedFile
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.responses import Status
from ninja.security import APIKeyCookie, HttpBearer
from pydantic import AfterValidator, StringConstraints

import chengjie
from chengjie.errors import Fault, Refusal, Where
from chengjie.values import Table, Text
from chengjie.values.text import Language
from chengjie.web import tokens
from chengjie.web.api.answers import Answer, Told
from chengjie.web.api.examples import EXAMPLES
from chengjie.web.api.rooms import ABOUT, ROOMS
from chengjie.web.door import refuse

__all__ = ["Field", "File", "Form", "Query", "Router", "Schema", "Status", "UploadedFile"]

PER_PAGE, MOST = 50, 500
_STRANGE = re.compile("[\x00\ud800-\udfff]")


def _sound(text: str) -> str:
    if _STRANGE.search(text):
        raise ValueError("a character that no text has")
    return text


Line = Annotated[str, StringConstraints(max_length=300), AfterValidator(_sound)]
Long = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_sound)]
Number = Annotated[int, Field(ge=0, le=2**63 - 1)]


class After(Schema):
    """Where a page begins: after the `next` of the page before."""

    after: Number | None = None
    limit: int = Field(default=PER_PAGE, ge=1, le=MOST)


class FaultOut(Answer):
    """One thing that is wrong, where, and what to do."""

    code: str
    where: str
    message: Told
    remedy: Told
    said: str


class Refused(Answer):
    """A refusal with every fault at once; `said` is in the language asked for."""

    refused: list[FaultOut]


class Bearer(HttpBearer):
    """A token in the header."""

    openapi_scheme = "bearer"

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> User | None:  # noqa: ARG002  # looked up before
        found = tokens.of(request)
        if found is None:
            return None
        if self.scope not in found.scopes:
            raise Refusal.of("token-scope-wanted", scope=self.scope)
        return found.user


class Session(APIKeyCookie):
    """Somebody who is signed in on the site, with the token against forged forms."""

    param_name = "sessionid"

    def __call__(self, request: HttpRequest) -> User | None:
        return request.user if isinstance(request.user, User) and super().__call__(request) else None

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:  # noqa: ARG002  # the session knows
        return request.user if isinstance(request.user, User) else None


class _Reader(Parser):
    """Bodies in strict JSON: no endless numbers, no characters that no text has."""

    def parse_body(self, request: HttpRequest) -> Any:  # noqa: ANN401  # as the framework declares it
        found = json.loads(request.body, parse_constant=_no_number)
        if _is_strange(found):
            raise ValueError("a character that no text has")
        return found


def _no_number(said: str) -> NoReturn:
    raise ValueError(said)


def _is_strange(value: object) -> bool:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str) and _STRANGE.search(each):
            return True
        if isinstance(each, dict):
            waiting += [*each.keys(), *each.values()]
        elif isinstance(each, list):
            waiting += each
    return False


class Api(NinjaAPI):
    """The API with its refusals, rooms and examples written into its description."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The room and the name of the function: a name that a generated client can bear."""
        function = operation.view_func
        return f"{function.__module__.rpartition('.')[2]}_{function.__name__}"

    def get_openapi_schema(self, **given: Any) -> Any:  # noqa: ANN401  # as the framework declares it
        found = super().get_openapi_schema(**given)
        known = found["components"]["schemas"]
        known |= {each.__name__: each.model_json_schema(ref_template="#/components/schemas/{model}") for each in (Told, FaultOut, Refused)}  # fmt: skip
        for each in known.values():
            each.pop("$defs", None)
        found["tags"] = [{"name": name, "description": f"{words.zh} · {words.en}"} for name, words in ROOMS.items()]
        for path in found["paths"].values():
            for operation in path.values():
                _complete(operation, known)
        return found


def _complete(operation: dict[str, Any], known: Mapping[str, Any]) -> None:
    """An operation with its refusals, an example of its body, and answers that say what they are."""
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    if example := EXAMPLES.get(_named(body)):
        body["example"] = dict(example)
    for answer in operation["responses"].values():
        said = known.get(_named(answer.get("content", {}).get("application/json", {})), {}).get("description", "")
        answer["description"] = said or answer["description"]
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Refused"}}}
    for status, words in ANSWERS.items():
        operation["responses"].setdefault(str(status), {"description": f"{words.zh} · {words.en}", "content": content})


def _named(content: Mapping[str, Any]) -> str:
    return str(content.get("schema", {}).get("$ref", "")).rpartition("/")[2]


ANSWERS: Mapping[int, Text] = {
    400: Text("被拒绝", "refused"), 401: Text("没有登录，也没有有效令牌", "neither signed in nor with a standing token"), 403: Text("令牌没有这个范围，或无权", "the token lacks the scope, or there is no right"),
    404: Text("没有，或看不到", "not there, or not to be seen"), 409: Text("别人已先一步", "somebody was faster"), 413: Text("太大", "too large"), 422: Text("请求写错", "the request is misshapen"), 429: Text("太频繁", "too often"),
}  # fmt: skip

api = Api(
    title="承接 Chengjie", version=chengjie.__version__, docs_url=None, openapi_url="/openapi.json", urls_namespace="api", parser=_Reader(),
    description=ABOUT,
)  # fmt: skip


@api.exception_handler(Http404)
def _not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return refuse(request, Refusal.of("api-nothing-here"), status=404)


@api.exception_handler(AuthenticationError)
def _not_let_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return refuse(request, Refusal.of("api-sign-in"))


@api.exception_handler(HttpError)
def _framework(request: HttpRequest, error: HttpError) -> HttpResponse:
    code = "api-forged" if error.status_code == 403 else "api-misshapen"
    status = 422 if code == "api-misshapen" else 403
    return refuse(request, Refusal.of(code, detail=error.message[:200]), status=status)


@api.exception_handler(ValidationError)
def _misshapen(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [
        Fault("api-misshapen", Where(column=".".join(map(str, each["loc"]))), {"detail": str(each["msg"])[:200]})
        for each in error.errors
    ]
    return refuse(request, Refusal(faults), status=422)


def told(zh: str, en: str, scope: str = "", *, answers: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What an operation is called in both languages, and the scope that a token needs; open to everybody where none is named.
    `answers` describes an answer that is a file."""
    found: dict[str, Any] = {"summary": f"{zh} · {en}", "openapi_extra": {"x-zh": zh, "x-en": en, **(answers or {})}}
    if scope:
        if scope not in tokens.SCOPES:
            raise KeyError(scope)
        found["openapi_extra"]["x-scope"] = scope
        found["auth"] = [Bearer(scope), Session()]
    return found


def person(request: HttpRequest) -> User:
    """Who asks; operations with a scope let nobody else through."""
    if not isinstance(request.user, User):
        raise AuthenticationError
    return request.user


def keeper(request: HttpRequest) -> User:
    """Who looks after the whole site; for others, and for a token that is narrowed to a place, it is not there."""
    user, token = person(request), tokens.of(request)
    if token and token.place:
        raise Refusal.of("token-place-not-here")
    if not user.is_superuser:
        raise Http404
    return user


def page(found: models.QuerySet[Any], after: After, shown: Callable[[Any], dict[str, Any]], *, key: str = "pk") -> dict[str, Any]:  # fmt: skip
    """A page of a list that is ordered by falling key: the rows, and from where the next page goes on."""
    rows = found.order_by(f"-{key}")
    if after.after is not None:
        rows = rows.filter(**{f"{key}__lt": after.after})
    kept = list(rows[: after.limit + 1])
    last = kept[after.limit - 1] if len(kept) > after.limit else None
    return {"rows": [shown(each) for each in kept[: after.limit]], "next": getattr(last, key) if last is not None else None}  # fmt: skip


def table(found: Table, language: Language) -> dict[str, Any]:
    """A table as plain values, with the title and unit of each column; what is unknown is null."""
    return {
        "title": found.title.as_json() if found.title else None,
        "columns": [{"key": each.key, "title": each.title.as_json(), "unit": each.unit} for each in found.columns],
        "rows": [{key: plain(value) for key, value in row.items()} for row in found.records()],
    }


def plain(value: Any) -> Any:  # noqa: ANN401  # a cell
    """A value as JSON has it: an amount in decimal writing, a day as ISO 8601."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, Sequence | set | frozenset):
        return [plain(each) for each in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def say(words: Iterable[Text]) -> list[dict[str, str]]:
    """Texts as JSON."""
    return [each.as_json() for each in words]
