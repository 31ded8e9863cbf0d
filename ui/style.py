"""How controls are drawn, where Qt's own style fails a reader.

Fusion's check boxes and radio buttons are too faint and do not grow with the text, its
focus ring is thin, its borders miss 3:1 (``tokens``). What is not overridden here is
Fusion's. No style sheet anywhere: it would switch parts of a style off.
"""

from typing import Final, cast

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QStyleOptionProgressBar,
    QWidget,
)
from typing_extensions import override

from ui.tokens import TOKENS, Tokens
from ui.widgets.buttons import NavigationButton, PrimaryButton
from ui.widgets.icons import draw_icon, icon_edge

RADIUS: Final = 4
_RING_GAP: Final = 1
_LEAST_BUTTON: Final = 40
_LEAST_CHOICE: Final = 32
_CELL_MARGIN: Final = 11
_BAR: Final = 14
_FIELD_ROOM: Final = 8
_NAVIGATION_ROOM: Final = 60
_BULLET: Final = 0x2022  # in our font, unlike Qt's own choice

_Element = QStyle.PrimitiveElement
_Control = QStyle.ControlElement
_Complex = QStyle.ComplexControl
_Metric = QStyle.PixelMetric
_Hint = QStyle.StyleHint
_State = QStyle.StateFlag


class DatadonorStyle(QProxyStyle):
    """Fusion, with our tokens. Set ``tokens`` before the palette when the theme changes."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self.tokens: Tokens = TOKENS["light"]

    # -- sizes ----------------------------------------------------------------

    @override
    def pixelMetric(  # noqa: PLR0911 - one line for each metric
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        match metric:
            case _Metric.PM_FocusFrameHMargin | _Metric.PM_FocusFrameVMargin:
                if isinstance(widget, QFocusFrame):
                    return self.tokens.ring_px + _RING_GAP
                if isinstance(widget, QAbstractItemView):
                    return _CELL_MARGIN
            case _Metric.PM_IndicatorWidth | _Metric.PM_IndicatorHeight:
                return _indicator(widget)
            case _Metric.PM_ExclusiveIndicatorWidth | _Metric.PM_ExclusiveIndicatorHeight:
                return _indicator(widget)
            case _Metric.PM_RadioButtonLabelSpacing | _Metric.PM_CheckBoxLabelSpacing:
                return 12
            case _Metric.PM_HeaderMargin:
                return _CELL_MARGIN + 1  # so that a title stands above its cells' text
            case _Metric.PM_ButtonShiftHorizontal | _Metric.PM_ButtonShiftVertical:
                return 0
        return super().pixelMetric(metric, option, widget)

    @override
    def sizeFromContents(  # noqa: PLR0911 - one line for each kind
        self,
        contents: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        if widget is None:
            return size
        found = super().sizeFromContents(contents, option, size, widget)
        text = widget.fontMetrics().height()
        match contents:
            case QStyle.ContentsType.CT_PushButton:
                room = 32
                if isinstance(widget, NavigationButton):
                    room = _NAVIGATION_ROOM + icon_edge(widget)
                return QSize(size.width() + room, max(_LEAST_BUTTON, text + 16))
            case (
                QStyle.ContentsType.CT_LineEdit
                | QStyle.ContentsType.CT_ComboBox
                | QStyle.ContentsType.CT_SpinBox
            ):
                return QSize(found.width(), max(_LEAST_BUTTON, text + 16))
            case QStyle.ContentsType.CT_TabBarTab:
                return QSize(size.width() + 16, max(_LEAST_BUTTON, text + 16))
            case QStyle.ContentsType.CT_ProgressBar:
                return QSize(found.width(), _BAR)
            case QStyle.ContentsType.CT_RadioButton | QStyle.ContentsType.CT_CheckBox:
                return QSize(found.width() + 4, max(_LEAST_CHOICE, text + 8))
            case QStyle.ContentsType.CT_HeaderSection:
                return QSize(found.width(), max(_LEAST_BUTTON, text + 16))
        return found

    @override
    def subElementRect(
        self,
        element: QStyle.SubElement,
        option: QStyleOption,
        widget: QWidget | None = None,
    ) -> QRect:
        # Qt's own signature allows none; the stub does not.
        found = super().subElementRect(element, option, cast("QWidget", widget))
        if element is QStyle.SubElement.SE_LineEditContents:
            return found.adjusted(_FIELD_ROOM, 0, -_FIELD_ROOM, 0)
        return found

    @override
    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        match hint:
            case _Hint.SH_LineEdit_PasswordCharacter:
                return _BULLET
            case _Hint.SH_FocusFrame_AboveWidget:
                return 1
            case _Hint.SH_FocusFrame_Mask:
                return 0
        # The hint's return data cannot be passed on from Python; only masks use it.
        return super().styleHint(hint, option, widget)

    # -- drawing --------------------------------------------------------------

    @override
    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        match element:
            case _Element.PE_FrameFocusRect:
                return  # the ring is a widget of its own: see ui.app
            case _Element.PE_PanelButtonCommand:
                self._draw_button(option, painter, widget)
            case _Element.PE_FrameTabWidget | _Element.PE_FrameTabBarBase:
                return  # the tabs are enough; what they show stands on the page itself
            case _Element.PE_PanelLineEdit:
                self._draw_box(painter, option.rect, self.tokens.surface, self.tokens.border)
            case _Element.PE_FrameGroupBox:
                self._draw_box(painter, option.rect, self.tokens.surface, self.tokens.line)
            case _Element.PE_IndicatorRadioButton:
                self._draw_choice(option, painter, is_round=True)
            case _Element.PE_IndicatorCheckBox:
                self._draw_choice(option, painter, is_round=False)
            case _:
                super().drawPrimitive(element, option, painter, widget)

    @override
    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        match element:
            case _Control.CE_FocusFrame:
                self._draw_ring(option.rect, painter)
            case _Control.CE_HeaderSection | _Control.CE_HeaderEmptyArea:
                painter.fillRect(option.rect, QColor(self.tokens.surface))
                under = QRect(option.rect)
                under.setTop(under.bottom() - 1)
                painter.fillRect(under, QColor(self.tokens.border))
            case _Control.CE_PushButtonLabel if isinstance(widget, NavigationButton):
                self._draw_navigation_label(option, painter, widget)
            case _Control.CE_ProgressBar:
                self._draw_bar(option, painter)
            case _Control.CE_TabBarTabShape:
                self._draw_tab(option, painter)
            case _:
                super().drawControl(element, option, painter, widget)

    @override
    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control is not _Complex.CC_ScrollBar or widget is None:
            super().drawComplexControl(control, option, painter, widget)
            return
        painter.fillRect(option.rect, QColor(self.tokens.page))
        part = QStyle.SubControl.SC_ScrollBarSlider
        slider = self.subControlRect(control, option, part, widget)
        with _Painting(painter):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.tokens.border))
            painter.drawRoundedRect(QRectF(slider).adjusted(3, 3, -3, -3), 5, 5)

    # -- within ---------------------------------------------------------------

    def _draw_button(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        is_hovered = bool(option.state & _State.State_MouseOver)
        is_enabled = bool(option.state & _State.State_Enabled)
        is_chosen = bool(option.state & _State.State_On)
        tokens = self.tokens
        if isinstance(widget, NavigationButton):
            if is_chosen or is_hovered:
                painter.fillRect(option.rect, QColor(tokens.hover))
            if is_chosen:
                mark = QRect(option.rect)
                mark.setWidth(4)
                painter.fillRect(mark, QColor(tokens.primary))
            return
        if isinstance(widget, PrimaryButton) and is_enabled:
            fill = tokens.primary_hover if is_hovered else tokens.primary
            self._draw_box(painter, option.rect, fill, fill)
            return
        fill = tokens.hover if (is_hovered or is_chosen) and is_enabled else tokens.surface
        self._draw_box(painter, option.rect, fill, tokens.border if is_enabled else tokens.line)
        if is_chosen:
            # A bar under the words, as under a chosen tab: not by colour alone.
            bar = option.rect.adjusted(RADIUS, option.rect.height() - 4, -RADIUS, -1)
            painter.fillRect(bar, QColor(tokens.primary))

    def _draw_box(self, painter: QPainter, rect: QRect, fill: str, border: str) -> None:
        with _Painting(painter):
            painter.setPen(QPen(QColor(border), 1))
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def _draw_ring(self, rect: QRect, painter: QPainter) -> None:
        with _Painting(painter):
            width = self.tokens.ring_px
            painter.setPen(QPen(QColor(self.tokens.ring), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = width / 2
            painter.drawRoundedRect(
                QRectF(rect).adjusted(inset, inset, -inset, -inset), RADIUS + 2, RADIUS + 2
            )

    def _draw_choice(self, option: QStyleOption, painter: QPainter, *, is_round: bool) -> None:
        """Draw the box or circle of a choice: outline always, mark when chosen."""
        tokens = self.tokens
        is_chosen = bool(option.state & _State.State_On)
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        with _Painting(painter):
            painter.setPen(QPen(QColor(tokens.primary if is_chosen else tokens.border), 2))
            painter.setBrush(QColor(tokens.surface))
            if is_round:
                painter.drawEllipse(box)
            else:
                painter.drawRoundedRect(box, 2, 2)
            if not is_chosen:
                return
            if is_round:
                painter.setBrush(QColor(tokens.primary))
                painter.drawEllipse(box.center(), box.width() / 4, box.height() / 4)
            else:
                draw_tick(painter, box, QColor(tokens.primary))

    def _draw_navigation_label(
        self, option: QStyleOption, painter: QPainter, widget: NavigationButton
    ) -> None:
        if not isinstance(option, QStyleOptionButton):
            return
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        edge = icon_edge(widget)
        top = option.rect.center().y() - edge / 2 + 1
        draw_icon(painter, widget.drawing, self.tokens.text, QRectF(18, top, edge, edge))
        painter.setPen(QColor(self.tokens.text))
        painter.drawText(option.rect.adjusted(30 + edge, 0, -8, 0), int(flags), option.text)

    def _draw_bar(self, option: QStyleOption, painter: QPainter) -> None:
        if not isinstance(option, QStyleOptionProgressBar):
            return
        self._draw_box(painter, option.rect, self.tokens.surface, self.tokens.border)
        whole = max(option.maximum - option.minimum, 1)
        share = (option.progress - option.minimum) / whole
        if share > 0:
            done = QRect(option.rect)
            done.setWidth(max(round(done.width() * share), 2 * RADIUS))
            self._draw_box(painter, done, self.tokens.primary, self.tokens.primary)

    def _draw_tab(self, option: QStyleOption, painter: QPainter) -> None:
        is_chosen = bool(option.state & _State.State_Selected)
        if option.state & _State.State_MouseOver:
            painter.fillRect(option.rect, QColor(self.tokens.hover))
        under = QRect(option.rect)
        under.setTop(under.bottom() - (3 if is_chosen else 0))
        painter.fillRect(under, QColor(self.tokens.primary if is_chosen else self.tokens.border))


class _Painting:
    """Smooth edges within a block, and the painter as it was after it."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter

    def __enter__(self) -> None:
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def __exit__(self, *_: object) -> None:
        self._painter.restore()


def draw_tick(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw a tick into a box: a shape that says yes without colour."""
    pen = QPen(colour, max(2.0, box.width() / 9))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    at = [(0.26, 0.52), (0.44, 0.70), (0.76, 0.32)]
    points = [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in at]
    painter.drawPolyline(points)


def _indicator(widget: QWidget | None) -> int:
    """Return the width of a check box or radio button: it grows with the text."""
    return 20 if widget is None else max(20, widget.fontMetrics().height())
